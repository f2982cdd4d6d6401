package dev.offstage.lowering;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestMatesTest {
  @TempDir Path folder;

  private void check(String body, String expected) throws Exception {
    String source = "import java.util.function.*; public class Program {" + body + "}";
    Program.compile(folder, source, Program.NO_SUBSTITUTES).printsEverywhere(expected);
  }

  @Test
  void nested_classes_use_what_is_private_in_each_other() throws Exception {
    check(
        """
        private int field = 1;
        private static int count() { return 2; }
        private int method() { return field + 2; }
        static class Nested {
          private int own = 4;
          private Nested() {}
          int sum(Program p) { p.field++; return p.field + count() + p.method(); }
        }
        public static void main(String[] args) {
          Nested nested = new Nested();
          nested.own += 10;
          System.out.print(nested.sum(new Program()) + nested.own);
        }
        """,
        "22");
  }

  @Test
  void a_method_that_stays_private_is_still_not_overridden() throws Exception {
    check(
        """
        static class Above {
          private String name() { return "above"; }
          String print() { return name(); }
        }
        static class Below extends Above {
          String name() { return "below"; }
        }
        public static void main(String[] args) { System.out.print(new Below().print()); }
        """,
        "above");
  }

  @Test
  void lambdas_and_references_reach_private_methods() throws Exception {
    check(
        """
        private final int n = 1;
        private int own(int i) { return i + n; }
        private static int twice(int i) { return 2 * i; }
        class Inner {
          private int inner(int i) { return i + n; }
          IntUnaryOperator outer() { return i -> own(i) + twice(i); }
        }
        public static void main(String[] args) {
          Program p = new Program();
          IntUnaryOperator first = p::own;
          Supplier<Program> fresh = Program::new;
          IntUnaryOperator inner = p.new Inner()::inner;
          IntUnaryOperator lambda = i -> fresh.get().own(i);
          System.out.print(first.applyAsInt(1) + inner.applyAsInt(2) + lambda.applyAsInt(3)
              + p.new Inner().outer().applyAsInt(4) + ((IntUnaryOperator) Program::twice).applyAsInt(5));
        }
        """,
        "32");
  }

  @Test
  void an_interface_calls_its_own_private_methods() throws Exception {
    check(
        """
        interface Shape {
          private String name() { return "shape" + this.number(); }
          private int number() { return 7; }
          private static String kind() { return "kind"; }
          default String print() { Supplier<String> s = () -> name(); return s.get() + kind(); }
        }
        public static void main(String[] args) { System.out.print(new Shape() {}.print()); }
        """,
        "shape7kind");
  }

  @Test
  void enums_and_sealed_types_with_bodies_work() throws Exception {
    check(
        """
        sealed interface Node permits Leaf {}
        private record Leaf(int value) implements Node {
          private static final Leaf ZERO = new Leaf(0);
        }
        enum Level {
          LOW { int of(int i) { return i + secret(); } }, HIGH { int of(int i) { return -i; } };
          private static int secret() { return 5; }
          abstract int of(int i);
        }
        public static void main(String[] args) {
          Node node = Leaf.ZERO;
          int n = switch (Level.valueOf("LOW")) { case LOW -> 1; case HIGH -> 2; };
          if (node instanceof Leaf leaf) { System.out.print(leaf.value + Level.LOW.of(n)); }
        }
        """,
        "6");
  }
}
