package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a client is told of what went wrong inside. */
class RespondReasonsTest {
  private static final String SECRET = "no table PAYMENTS at db7:5432";

  private static Webapp app(boolean reasons) throws Exception {
    return Webapp.dropIn(24)
        .param("offstage.respond", "/**")
        .param("offstage.respond.reasons", String.valueOf(reasons))
        .servlet(
            "/throws",
            (request, response) -> {
              throw new IllegalStateException(SECRET);
            })
        .servlet(
            "/wraps",
            (request, response) -> {
              throw new ServletException(
                  "outside", new ServletException(new IllegalStateException(SECRET)));
            })
        .servlet("/silent", (request, response) -> response.sendError(500))
        .servlet(
            "/begins",
            (request, response) -> {
              response.setStatus(202);
              response.setHeader(
                  "Location",
                  TaskStatus.publish(
                      request,
                      response,
                      Offstage.call(
                          () -> {
                            throw new IllegalStateException(SECRET);
                          })));
            })
        .start();
  }

  private static String failed(Webapp app, String path) throws Exception {
    RespondClient client = new RespondClient(app);
    String location =
        path.equals("/begins") ? client.get("/shop" + path).header("Location") : client.begun(path);
    RawClient.Reply end = client.awaitEnd(location);
    assertThat(end.body()).contains("\"state\":\"FAILED\"", "\"type\":\"/problems/failed\"");
    return end.body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/throws", "/wraps", "/silent", "/begins"})
  void nothing_of_it_if_nobody_has_allowed_that(String path) throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = app(false)) {
      assertThat(failed(app, path)).doesNotContain("reason", SECRET, "outside");
      assertThat(log.all()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"/throws", "/wraps", "/begins"})
  void the_message_and_no_more_where_that_is_allowed(String path) throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = app(true)) {
      assertThat(failed(app, path))
          .contains("\"reason\":\"" + SECRET + "\"")
          .doesNotContain("IllegalState", "at dev.offstage");
      assertThat(log.all()).isNotNull();
    }
  }

  @Test
  void an_error_without_an_exception_has_its_status_alone() throws Exception {
    try (Webapp app = app(true)) {
      assertThat(failed(app, "/silent"))
          .contains("\"reason\":\"the webapp answered with HTTP 500\"");
    }
  }
}
