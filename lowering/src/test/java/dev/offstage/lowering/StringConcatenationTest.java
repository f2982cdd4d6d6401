package dev.offstage.lowering;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StringConcatenationTest {
  @TempDir Path folder;

  private void check(String body, String expected) throws Exception {
    String source = "public class Program { public static void main(String[] args) {" + body + "}}";
    Program.compile(folder, source, Program.NO_SUBSTITUTES).printsEverywhere(expected);
  }

  @Test
  void a_text_may_have_values_of_all_types() throws Exception {
    check(
        """
        boolean z = true; byte b = -1; char c = 'x'; short s = 300; int i = 7; long j = 1L << 40;
        float f = 1.5f; double d = -0.0; String t = null; Object o = new StringBuilder("sb");
        Integer boxed = 8; char[] a = null;
        System.out.print("z" + z + b + c + "-" + s + i + "j" + j + f + d + "t" + t + o + boxed + a);
        """,
        "ztrue-1x-3007j10995116277761.5-0.0tnullsb8null");
  }

  @Test
  void a_text_may_begin_and_end_with_a_value() throws Exception {
    check("int n = args.length; System.out.print(n + \" of \" + n);", "0 of 0");
  }

  @Test
  void a_constant_may_have_the_characters_that_recipes_use() throws Exception {
    check("System.out.print(\"\\1\" + args.length + \"\\2\\1\");", "\u00010\u0002\u0001");
  }

  @Test
  void it_works_in_interfaces_loops_and_lambdas() throws Exception {
    String source =
        """
        import java.util.function.*;
        public class Program {
          interface Greeting {
            default String greet(String name) { return "Hello " + name + "!"; }
          }
          public static void main(String[] args) {
            String all = "";
            for (int i = 0; i < 3; i++) { all += i; }
            Function<String, String> twice = it -> it + it;
            System.out.print(new Greeting() {}.greet("you") + twice.apply(all));
          }
        }
        """;
    Program.compile(folder, source, Program.NO_SUBSTITUTES).printsEverywhere("Hello you!012012");
  }
}
