package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.rules.Rules;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** Methods and classes at the limits of class files and of the JIT compiler. */
class ClassFileLimitsTest {
  private static final String TYPE = "com.acme.Calc";
  private static final String WORK = TYPE + "#work(int)";

  private static ClassWriter type(int flags) {
    ClassWriter type = new ClassWriter(flags);
    type.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "com/acme/Calc", null, "java/lang/Object", null);
    return type;
  }

  /** A static method with so many bytes of code that takes a number. */
  private static byte[] ofSize(int bytes) {
    ClassWriter type = type(0);
    MethodVisitor work =
        type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "work", "(I)V", null, null);
    work.visitCode();
    for (int i = 1; i < bytes; i++) {
      work.visitInsn(Opcodes.NOP);
    }
    work.visitInsn(Opcodes.RETURN);
    work.visitMaxs(0, 1);
    work.visitEnd();
    return type.toByteArray();
  }

  private static Redirector.Result redirect(byte[] classFile, String... rules) {
    return Redirector.redirect(
        ClassFileLimitsTest.class.getClassLoader(),
        TYPE,
        classFile,
        Rules.parse(String.join("\n", rules), "here").list());
  }

  private static List<String> lines(Redirector.Result result) {
    return result.verdicts.stream().map(String::valueOf).collect(Collectors.toList());
  }

  private static List<String> warnings(Redirector.Result result) {
    return result.verdicts.stream()
        .flatMap(verdict -> verdict.warnings().stream())
        .collect(Collectors.toList());
  }

  /** Whether an error of a call is told to the agent, which takes some bytes. */
  private static boolean tellsTheAgent(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1)
        .contains(HandOverErrorsV1.class.getName());
  }

  @Test
  void should_say_in_one_line_what_it_redirects_where_there_is_room() {
    Redirector.Result result = redirect(ofSize(7900), WORK);

    assertThat(lines(result))
        .containsExactly("redirects " + WORK + " to the pool 'default' (here, line 1)");
    assertThat(tellsTheAgent(result.classFile)).isTrue();
  }

  /** HotSpot never compiles a method of more than 8,000 bytes: 0 ms became 600. */
  @Test
  void should_use_the_smallest_call_where_only_that_leaves_the_method_to_the_compiler() {
    Redirector.Result result = redirect(ofSize(7970), WORK);

    assertThat(lines(result))
        .containsExactly("redirects " + WORK + " to the pool 'default' (here, line 1)");
    assertThat(tellsTheAgent(result.classFile)).isFalse();
  }

  @Test
  void should_warn_where_the_compiler_will_leave_the_method_alone() {
    Redirector.Result result = redirect(ofSize(7999), WORK);

    assertThat(lines(result))
        .containsExactly("redirects " + WORK + " to the pool 'default' (here, line 1)");
    assertThat(warnings(result))
        .singleElement()
        .asString()
        .startsWith("runs slower: ")
        .contains("its code grows from 7999 to 80")
        .contains("HotSpot compiles none of more than 8000 unless")
        .contains("-XX:-DontCompileHugeMethods");
  }

  @Test
  void should_not_warn_where_the_method_was_too_large_before() {
    Redirector.Result result = redirect(ofSize(9000), WORK);

    assertThat(lines(result))
        .containsExactly("redirects " + WORK + " to the pool 'default' (here, line 1)");
    assertThat(warnings(result)).isEmpty();
  }

  @Test
  void should_refuse_where_the_constants_of_the_class_leave_no_room() {
    ClassWriter full = type(0);
    MethodVisitor work =
        full.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "work", "(I)V", null, null);
    work.visitCode();
    work.visitInsn(Opcodes.RETURN);
    work.visitMaxs(0, 1);
    work.visitEnd();
    for (int i = 0; i < 65_515; i++) {
      full.newConst(1_000_000 + i);
    }

    Redirector.Result result = redirect(full.toByteArray(), WORK);

    assertThat(result.classFile).isNull();
    assertThat(lines(result))
        .containsExactly(
            "refuses "
                + WORK
                + " (here, line 1): the constants of its class have no room for a redirection: a"
                + " class file holds 65,535");
  }

  /** As obfuscators and other compilers than Java's write them. */
  @Test
  void should_tell_methods_apart_that_differ_only_in_their_result() {
    ClassWriter two = type(0);
    for (String result : new String[] {"Ljava/util/concurrent/Future;", "Ljava/lang/String;"}) {
      MethodVisitor get = two.visitMethod(Opcodes.ACC_PUBLIC, "get", "()" + result, null, null);
      get.visitCode();
      get.visitInsn(Opcodes.ACONST_NULL);
      get.visitInsn(Opcodes.ARETURN);
      get.visitMaxs(1, 1);
      get.visitEnd();
    }

    assertThat(lines(redirect(two.toByteArray(), TYPE + "#get")))
        .containsExactlyInAnyOrder(
            "redirects "
                + TYPE
                + "#get() returning java.util.concurrent.Future to the pool 'default' (here, line"
                + " 1)",
            "refuses "
                + TYPE
                + "#get() returning java.lang.String (here, line 1): it returns java.lang.String,"
                + " which does not exist yet when the call returns; allowed: void, Future,"
                + " CompletionStage, CompletableFuture, and anything else with a rule that says"
                + " what the caller gets: returns=");
  }

  private static byte[] withMethod(int access, String name, String descriptor) {
    ClassWriter type = type(0);
    MethodVisitor made = type.visitMethod(access, name, descriptor, null, null);
    made.visitCode();
    made.visitInsn(Opcodes.RETURN);
    made.visitMaxs(0, 2);
    made.visitEnd();
    return type.toByteArray();
  }

  /** What the webapp hears of its rule. */
  private static List<String> problems(byte[] classFile, String rule) {
    ClassLoader webapp =
        new MemoryLoader(
            ClassFileLimitsTest.class.getClassLoader(), Collections.singletonMap(TYPE, classFile));
    LibraryLinkV1.register(
        Collections.singleton(webapp), "shop", rule, "here", Collections.singleton("default"));
    return LibraryLinkV1.check(webapp, "shop", () -> Collections.singleton(TYPE)).get("unmatched");
  }

  @Test
  void should_say_that_a_rule_names_the_body_of_a_lambda() {
    byte[] classFile =
        withMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC, "lambda$send$0", "()V");

    assertThat(problems(classFile, TYPE + "#lambda$send$0"))
        .singleElement()
        .asString()
        .contains("matches nothing: " + TYPE + "#lambda$send$0() is the body of a lambda")
        .endsWith("; name a method of the source");
  }

  @Test
  void should_say_that_a_rule_names_a_bridge() {
    byte[] classFile =
        withMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE,
            "accept",
            "(Ljava/lang/Object;)V");

    assertThat(problems(classFile, TYPE + "#accept(Object)"))
        .singleElement()
        .asString()
        .contains(TYPE + "#accept(java.lang.Object) is a bridge, which only calls the method");
  }

  @Test
  void should_say_that_a_rule_names_a_static_initializer() {
    assertThat(Rules.parse(TYPE + "#<clinit>", "here").mistakes())
        .singleElement()
        .asString()
        .contains("static initializers cannot be redirected, only methods");
    assertThat(Rules.parse(TYPE + "#<init>", "here").mistakes())
        .singleElement()
        .asString()
        .contains("constructors cannot be redirected, only methods");
  }
}
