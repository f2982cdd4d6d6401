package dev.offstage.lowering;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubstitutesTest {
  private static final String JAVA8 =
      """
      import java.util.*;
      final class Java8 {
        static boolean isEmpty(Optional<?> o) { return !o.isPresent(); }
        static String formatted(String format, Object... values) { return String.format(format, values); }
        static <T> List<T> of(T one) { return Collections.singletonList(one); }
      }
      """;

  @TempDir Path folder;

  @Test
  void a_call_that_java_8_lacks_goes_to_the_method_of_ours() throws Exception {
    String source =
        """
        import java.util.*;
        import java.util.function.*;
        public class Program {
          public static void main(String[] args) {
            Predicate<Optional<String>> reference = Optional::isEmpty;
            Function<String, List<String>> list = List::of;
            System.out.print(Optional.empty().isEmpty() + "%d-%s".formatted(1, "a") + List.of(2)
                + reference.test(Optional.of("x")) + list.apply("y") + "".isEmpty());
          }
        }
        """;
    Program.compile(folder, source, JAVA8).printsEverywhere("true1-a[2]false[y]true");
  }

  @Test
  void without_the_class_nothing_is_lowered() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(
            () -> LowerJar.lower(empty, folder.resolve("lowered.jar"), "some.Java8", List.of()))
        .hasMessage("no class some.Java8 in the jar");
  }
}
