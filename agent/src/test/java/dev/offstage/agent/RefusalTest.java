package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.agent.app.Album;
import dev.offstage.agent.app.OldAlbum;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.app.Refused;
import dev.offstage.agent.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotation ignored without a word: spring-framework #18413, spring-boot #39416. */
class RefusalTest {
  private static Redirector.Result redirect(Class<?> type) {
    return redirect(type.getName(), ClassFiles.of(type));
  }

  private static Redirector.Result redirect(String type, byte[] classFile) {
    return Redirector.redirect(
        RefusalTest.class.getClassLoader(), type, classFile, Rules.NONE.list());
  }

  private static List<String> lines(Redirector.Result result) {
    return result.verdicts.stream().map(String::valueOf).collect(Collectors.toList());
  }

  @ParameterizedTest
  @CsvSource({
    "returnsText(), it returns java.lang.String",
    "returnsNumber(), it returns int",
    "locks(), it is synchronized",
    "hasNoBody(), it is abstract",
    "isNative(), it is native"
  })
  void should_say_why_a_marked_method_is_not_redirected(String method, String reason) {
    Redirector.Result result = redirect(Refused.class);

    assertThat(result.classFile).isNull();
    assertThat(lines(result))
        .anyMatch(
            line ->
                line.startsWith(
                    "refuses dev.offstage.agent.app.Refused#"
                        + method
                        + " (@Background): "
                        + reason));
  }

  @Test
  void should_name_each_redirected_method_and_its_pool() {
    Redirector.Result result = redirect(Album.class);

    assertThat(result.classFile).isNotNull();
    assertThat(lines(result))
        .contains(
            "redirects dev.offstage.agent.app.Album#everybody(java.lang.String) to the pool"
                + " 'default' (@Background)",
            "redirects dev.offstage.agent.app.Album#inNamedPool() to the pool 'mail'"
                + " (@Background)");
  }

  @Test
  void should_not_speak_of_the_bridge_of_a_method_that_it_redirects() {
    assertThat(lines(redirect(OldAlbum.class)))
        .anyMatch(line -> line.contains("OldAlbum#accept(java.lang.String)"))
        .anyMatch(line -> line.contains("OldAlbum#overridden(java.lang.String)"))
        .noneMatch(line -> line.startsWith("refuses"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.servlet.http.HttpServletResponse",
        "jakarta.servlet.ServletResponse",
        "jakarta.servlet.ServletOutputStream",
        "javax.servlet.http.HttpSession",
        "jakarta.servlet.http.Part",
        "javax.servlet.http.HttpServletRequestWrapper"
      })
  void should_refuse_parameters_that_the_server_gives_to_another_request(String type) {
    Redirector.Result result = redirect(ClassFiles.TAKER, ClassFiles.taking(type));

    assertThat(result.classFile).isNull();
    assertThat(lines(result)).hasSize(1).first().asString().contains("it takes a " + type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.servlet.http.HttpServletRequest",
        "jakarta.servlet.ServletRequest",
        "javax.servlet.ServletContext",
        "jakarta.servlet.http.Cookie"
      })
  void should_take_what_is_copied_and_what_lives_longer_than_the_request(String type) {
    assertThat(lines(redirect(ClassFiles.TAKER, ClassFiles.taking(type))))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("redirects " + ClassFiles.TAKER + "#take(" + type + ")");
  }

  @Test
  void should_name_a_suspend_function_and_not_what_the_compiler_made_of_its_result() {
    byte[] suspending = ClassFiles.taking("kotlin.coroutines.Continuation", Object.class);

    assertThat(lines(redirect(ClassFiles.TAKER, suspending)))
        .singleElement()
        .asString()
        .endsWith("it is a Kotlin suspend function");
  }

  /** As in an OSGi bundle that imports the annotation's package and not the rest. */
  @Test
  void should_say_that_the_loader_of_a_marked_class_does_not_see_the_library() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Printer printer = new Printer(new PrintStream(printed, true));
    ClassLoader withoutLibrary = new ClassLoader(null) {};

    byte[] woven =
        new RedirectTransformer(
                new LoaderGate(), new RuleBook(Rules.NONE.list()), new Report(printer))
            .transform(
                withoutLibrary,
                "com/acme/Marked",
                null,
                null,
                ClassFiles.taking("java.lang.String"));

    assertThat(woven).isNull();
    await()
        .untilAsserted(
            () ->
                assertThat(printed.toString())
                    .contains("[offstage] refuses com.acme.Marked (@Background): its loader ")
                    .contains("does not see Offstage; put offstage.jar beside"));
  }

  @Test
  void should_refuse_what_the_limits_of_a_class_file_leave_no_room_for() {
    Redirector.Result result = redirect(ClassFiles.TAKER, ClassFiles.large());

    assertThat(result.classFile).isNotNull();
    assertThat(lines(result))
        .anyMatch(line -> line.contains("#large() (@Background): its code is almost as large as"))
        .anyMatch(line -> line.startsWith("redirects " + ClassFiles.TAKER + "#small()"))
        .anyMatch(
            line -> line.endsWith("(@Background): it has more parameters than can be handed over"));
  }

  @Test
  void should_not_mean_a_proxy_by_a_rule_about_the_classes_below() {
    byte[] proxy =
        new ByteBuddy()
            .subclass(Post.class)
            .name("dev.offstage.agent.app.Post$$SpringCGLIB$$0")
            .method(ElementMatchers.named("sort"))
            .intercept(SuperMethodCall.INSTANCE)
            .make()
            .getBytes();

    assertThat(
            Redirector.redirect(
                    getClass().getClassLoader(),
                    "dev.offstage.agent.app.Post$$SpringCGLIB$$0",
                    proxy,
                    Rules.parse("dev.offstage.agent.app.Post+#*(..)", "here").list())
                .verdicts)
        .isEmpty();
  }
}
