package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.agent.app.Album;
import dev.offstage.agent.app.OldAlbum;
import dev.offstage.agent.app.Refused;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotation ignored without a word: spring-framework #18413, spring-boot #39416. */
class RefusalTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(printed, true));

  @ParameterizedTest
  @CsvSource({
    "returnsText(), it returns java.lang.String",
    "returnsNumber(), it returns int",
    "locks(), it is synchronized",
    "hasNoBody(), it is abstract",
    "isNative(), it is native"
  })
  void should_say_why_a_marked_method_is_not_redirected(String method, String reason) {
    byte[] woven =
        Weaver.weave(
            getClass().getClassLoader(),
            Refused.class.getName(),
            ClassFiles.of(Refused.class),
            report);

    assertThat(woven).isNull();
    await()
        .untilAsserted(
            () ->
                assertThat(printed.toString())
                    .contains(
                        "[offstage] refuses dev.offstage.agent.app.Refused#"
                            + method
                            + ": "
                            + reason));
  }

  @Test
  void should_name_each_redirected_method_and_its_pool() {
    byte[] woven =
        Weaver.weave(
            getClass().getClassLoader(), Album.class.getName(), ClassFiles.of(Album.class), report);

    assertThat(woven).isNotNull();
    await()
        .untilAsserted(
            () ->
                assertThat(printed.toString())
                    .contains(
                        "redirects dev.offstage.agent.app.Album#everybody(java.lang.String) to the pool 'default'")
                    .contains(
                        "redirects dev.offstage.agent.app.Album#inNamedPool() to the pool 'mail'"));
  }

  @Test
  void should_not_speak_of_the_bridge_of_a_method_that_it_redirects() {
    Weaver.weave(
        getClass().getClassLoader(),
        OldAlbum.class.getName(),
        ClassFiles.of(OldAlbum.class),
        report);

    await()
        .untilAsserted(
            () ->
                assertThat(printed.toString())
                    .contains("OldAlbum#accept(java.lang.String)")
                    .contains("OldAlbum#overridden(java.lang.String)")
                    .doesNotContain("refuses"));
  }

  @Test
  void should_refuse_parameters_that_the_server_gives_to_another_request() {
    byte[] woven =
        Weaver.weave(
            getClass().getClassLoader(),
            "dev.offstage.agent.app.TakesRequest",
            ClassFiles.takingRequest(),
            report);

    assertThat(woven).isNull();
    await()
        .untilAsserted(
            () ->
                assertThat(printed.toString())
                    .contains("it takes a javax.servlet.http.HttpServletRequest"));
  }
}
