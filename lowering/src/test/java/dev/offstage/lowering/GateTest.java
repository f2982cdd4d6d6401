package dev.offstage.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  @TempDir Path folder;

  private List<String> problems(String body) throws Exception {
    String source = "import java.util.*; public class Program {" + body + "}";
    Program program = Program.compile(folder, source, Program.NO_SUBSTITUTES);
    List<String> problems = program.lower();
    assertThat(program.lowered().toFile().exists()).isEqualTo(problems.isEmpty());
    return problems;
  }

  @Test
  void a_method_of_a_newer_jdk_is_refused() throws Exception {
    assertThat(problems("boolean blank(String s) { return s.isBlank(); }"))
        .containsExactly(
            "Program.blank uses java.lang.String.isBlank(), which is neither in Java 8 nor in the jar");
  }

  @Test
  void a_result_that_java_8_declares_otherwise_is_refused() throws Exception {
    assertThat(problems("Object flip(java.nio.ByteBuffer b) { return b.flip(); }"))
        .singleElement()
        .asString()
        .contains("java.nio.ByteBuffer.flip()");
  }

  @Test
  void a_reference_to_a_method_of_a_newer_jdk_is_refused() throws Exception {
    assertThat(problems("java.util.function.Function<String, String> f = String::strip;"))
        .containsExactly(
            "Program.<init> uses java.lang.String.strip(), which is neither in Java 8 nor in the jar");
  }

  @Test
  void a_field_of_a_newer_jdk_is_refused() throws Exception {
    assertThat(problems("Object v = java.lang.Runtime.Version.class; int i = Long.BYTES;"))
        .containsExactly(
            "Program.<init> uses java.lang.Runtime$Version, which is neither in Java 8 nor in the jar");
    assertThat(
            problems(
                "Object year = java.time.chrono.IsoEra.CE; Object r = javax.lang.model.SourceVersion.RELEASE_9;"))
        .containsExactly(
            "Program.<init> uses javax.lang.model.SourceVersion.RELEASE_9, which is neither in Java 8 nor"
                + " in the jar");
  }

  @Test
  void what_the_jvm_would_link_is_refused_by_the_name_of_its_bootstrap() throws Exception {
    // As javac --release 17 --enable-preview, or 21, compiles a switch on types.
    assertThat(new Gate(known()).problems(List.of(DynamicCalls.typeSwitch())))
        .contains(
            "Switch.choose uses java.lang.runtime.SwitchBootstraps.typeSwitch("
                + "java.lang.invoke.MethodHandles$Lookup, java.lang.String,"
                + " java.lang.invoke.MethodType, java.lang.Object[]), which is neither in Java 8 nor in"
                + " the jar");
  }

  @Test
  void a_dynamic_constant_is_refused() throws Exception {
    assertThat(new Gate(known()).problems(List.of(DynamicCalls.constant())))
        .containsExactly(
            "Constant.value uses the dynamic constant lazy, which is of a kind that Java 8 cannot"
                + " read");
  }

  @Test
  void a_class_that_is_nowhere_is_refused_wherever_it_is_named() throws Exception {
    List<String> problems =
        problems(
            """
            static class Mine extends ProcessHandleLess<java.util.concurrent.Flow.Subscriber<?>> {}
            static class ProcessHandleLess<T> { StackWalker field; }
            void throwing() throws java.lang.reflect.InaccessibleObjectException {}
            Object[] array() { return new ModuleLayer[0]; }
            """);
    assertThat(problems)
        .hasSize(4)
        .anyMatch(it -> it.startsWith("Program$Mine uses java.util.concurrent.Flow$Subscriber,"))
        .anyMatch(it -> it.startsWith("Program$ProcessHandleLess uses java.lang.StackWalker,"))
        .anyMatch(it -> it.contains("throwing uses java.lang.reflect.InaccessibleObjectException,"))
        .anyMatch(it -> it.startsWith("Program.array uses java.lang.ModuleLayer,"));
  }

  @Test
  void a_private_method_of_an_interface_is_for_that_alone() throws Exception {
    assertThat(
            problems(
                """
                interface Shape {
                  private int size() { return 1; }
                  class Sizes { int of(Shape s) { return s.size(); } }
                }
                """))
        .containsExactly(
            "Program$Shape$Sizes.of uses Program$Shape.size(), which is private: Java 8 lets only its"
                + " own class use it");
  }

  @Test
  void all_that_java_8_has_passes() throws Exception {
    assertThat(
            problems(
                """
                Object all(List<String> list, int[] array, java.sql.Connection c) throws Throwable {
                  java.lang.invoke.MethodHandle handle = null;
                  int[] copy = array.clone();
                  Comparator<String> by = Comparator.comparing(String::length);
                  Object called = (long) handle.invokeExact(1, "two");
                  return c.unwrap(Object.class) == list.stream().map(String::trim).iterator();
                }
                """))
        .isEmpty();
  }

  private static KnownClasses known() throws Exception {
    return new KnownClasses(Java8Signatures.ofThisJdk());
  }
}
