package dev.offstage.lowering;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordMethodsTest {
  @TempDir Path folder;

  private void check(String body, String expected) throws Exception {
    String source =
        """
        import java.util.*;
        public class Program {
          record All(boolean z, byte b, char c, short s, int i, long j, float f, double d, String t, int[] a) {}
          record Nothing() {}
          record Pair<T>(T first, T second) {}
          static All all(long j, double d, String t) {
            return new All(true, (byte) -1, 'x', (short) 300, 7, j, 1.5f, d, t, null);
          }
          static void print(Object o) { System.out.print(o + " "); }
          public static void main(String[] args) {
        """;
    Program.compile(folder, source + body + "}}", Program.NO_SUBSTITUTES)
        .printsEverywhere(expected);
  }

  @Test
  void a_record_prints_all_its_components() throws Exception {
    check(
        "print(all(1L << 40, -0.0, null)); print(new Nothing()); print(new Pair<>(1, \"two\"));",
        "All[z=true, b=-1, c=x, s=300, i=7, j=1099511627776, f=1.5, d=-0.0, t=null, a=null]"
            + " Nothing[] Pair[first=1, second=two] ");
  }

  @Test
  void records_with_equal_components_are_equal_and_have_the_same_hash_code() throws Exception {
    check(
        """
        print(all(1L << 40, 2.5, "t").equals(all(1L << 40, 2.5, "t")));
        print(all(1L << 40, 2.5, "t").hashCode() == all(1L << 40, 2.5, "t").hashCode());
        print(all(0, 2.5, null).equals(all(0, 2.5, null)));
        print(new Nothing().equals(new Nothing()));
        """,
        "true true true true ");
  }

  @Test
  void one_other_component_makes_it_another_record() throws Exception {
    check(
        """
        All one = all(1L << 40, 2.5, "t");
        print(one.equals(all(1L << 41, 2.5, "t")));
        print(one.equals(all(1L << 40, 2.6, "t")));
        print(one.equals(all(1L << 40, 2.5, null)));
        print(all(0, 1, null).equals(one));
        print(one.equals(null));
        print(one.equals("t"));
        print(new Pair<>(1, 2).equals(new Pair<>(2, 1)));
        """,
        "false false false false false false false ");
  }

  @Test
  void numbers_are_compared_as_their_wrappers_compare_them() throws Exception {
    check(
        """
        print(all(0, Double.NaN, null).equals(all(0, Double.NaN, null)));
        print(all(0, 0.0, null).equals(all(0, -0.0, null)));
        """,
        "true false ");
  }

  @Test
  void the_hash_code_is_that_of_the_jdk() throws Exception {
    check(
        "print(all(1L << 40, 2.5, \"t\").hashCode()); print(new Pair<>(3, null).hashCode());",
        Integer.toString(hash(true, (byte) -1, 'x', (short) 300, 7, 1L << 40, 1.5f, 2.5, "t", null))
            + " 93 ");
  }

  private static int hash(Object... components) {
    int hash = 0;
    for (Object component : components) {
      hash = 31 * hash + (component == null ? 0 : component.hashCode());
    }
    return hash;
  }

  @Test
  void whoever_looks_at_a_generic_record_finds_a_class_above_it() throws Exception {
    String source =
        """
        public class Program {
          record Pair<T extends Comparable<T>>(T first, T second) {}
          public static void main(String[] args) {
            System.out.print(Pair.class.getGenericSuperclass().getTypeName().startsWith("java.lang."));
            System.out.print(Pair.class.getDeclaredFields().length);
          }
        }
        """;
    Program.compile(folder, source, Program.NO_SUBSTITUTES).printsEverywhere("true2");
  }
}
