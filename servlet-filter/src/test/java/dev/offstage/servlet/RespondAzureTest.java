package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long-running operation as Microsoft's REST API guidelines have it. */
class RespondAzureTest {
  private static final String MONITOR = "Operation-Location";

  private static StyledWebapp app(String... params) throws Exception {
    return StyledWebapp.with("style=azure", params);
  }

  private static String resource(StyledWebapp styled, RawClient.Reply status) {
    String body = status.body();
    String field = "\"resourceLocation\":\"";
    assertThat(body).contains(field);
    int start = body.indexOf(field) + field.length();
    return styled.path(body.substring(start, body.indexOf('"', start)));
  }

  @Test
  void the_monitor_is_named_as_a_whole_url_and_nothing_else_is() throws Exception {
    try (StyledWebapp styled = app()) {
      RawClient.Reply accepted = styled.client.begin("/slow");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.header(MONITOR))
          .matches("http://localhost/shop/_offstage/tasks/[\\w-]{22}/azure");
      assertThat(accepted.header("Location")).isNull();
      assertThat(accepted.header("Retry-After")).isEqualTo("2");
      assertThat(accepted.header("Cache-Control")).isEqualTo("no-store");
      assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
      assertThat(accepted.body()).contains("\"id\":\"", "\"createdDateTime\":\"");
    }
  }

  @Test
  void it_says_what_is_going_on_and_how_far_it_is() throws Exception {
    try (StyledWebapp styled = app()) {
      String running = styled.begun("/slow", MONITOR);
      styled.gate.awaitArrived(1);
      String waiting = styled.begun("/quick", MONITOR);
      RawClient.Reply status = styled.client.get(running);
      assertThat(status.status()).isEqualTo(200);
      assertThat(status.header("Retry-After")).isEqualTo("2");
      assertThat(status.header("Cache-Control")).isEqualTo("no-store");
      assertThat(status.body()).contains("\"status\":\"Running\"", "\"percentComplete\":25");
      assertThat(styled.client.get(waiting).body())
          .contains("\"status\":\"NotStarted\"")
          .doesNotContain("percentComplete", "error", "resourceLocation");
      styled.gate.open();
      assertThat(styled.ended(running).header("Retry-After")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/quick", "/created", "/nothing"})
  void what_has_succeeded_has_its_response_where_it_says(String path) throws Exception {
    try (StyledWebapp styled = app()) {
      RawClient.Reply status = styled.ended(styled.begun(path, MONITOR));
      assertThat(status.status()).isEqualTo(200);
      assertThat(status.body()).contains("\"status\":\"Succeeded\"").doesNotContain("error");
      RawClient.Reply result = styled.client.get(resource(styled, status));
      assertThat(result.status())
          .isEqualTo(path.equals("/quick") ? 200 : path.equals("/created") ? 201 : 204);
    }
  }

  /** The SDK takes whatever is at the resource's URL for the result. */
  @ParameterizedTest
  @ValueSource(strings = {"/refused", "/broken"})
  void a_response_that_is_an_error_has_failed_and_can_be_fetched(String path) throws Exception {
    int code = path.equals("/refused") ? 404 : 500;
    try (StyledWebapp styled = app()) {
      RawClient.Reply status = styled.ended(styled.begun(path, MONITOR));
      assertThat(status.status()).isEqualTo(200);
      assertThat(status.body())
          .contains("\"status\":\"Failed\"", "\"error\":{\"code\":\"" + code + "\",\"message\":\"");
      assertThat(styled.client.get(resource(styled, status)).status()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void work_without_a_response_has_failed_with_a_reason_where_that_is_allowed(boolean reasons)
      throws Exception {
    try (LogRecords log = new LogRecords();
        StyledWebapp styled = app("offstage.respond.reasons", String.valueOf(reasons))) {
      RawClient.Reply status = styled.ended(styled.begun("/throws", MONITOR));
      assertThat(status.body())
          .contains("\"status\":\"Failed\"", "\"error\":{\"code\":\"failed\",\"message\":\"")
          .doesNotContain("resourceLocation", "PAYMENTS");
      assertThat(status.body()).matches(body -> body.contains("broke off") == reasons);
      assertThat(log.warnings()).isNotEmpty();
    }
  }

  @Test
  void delete_cancels_and_then_forgets() throws Exception {
    try (StyledWebapp styled = app()) {
      String running = styled.begun("/slow", MONITOR);
      styled.gate.awaitArrived(1);
      String waiting = styled.begun("/quick", MONITOR);
      assertThat(styled.client.send("DELETE", waiting).status()).isEqualTo(204);
      assertThat(styled.client.send("DELETE", running).status()).isEqualTo(202);
      await().until(() -> styled.gate.interrupted() == 1);
      for (String monitor : new String[] {running, waiting}) {
        RawClient.Reply status = styled.client.get(monitor);
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.body())
            .contains("\"status\":\"Canceled\"")
            .doesNotContain("resourceLocation", "error");
        assertThat(styled.client.send("DELETE", monitor).status()).isEqualTo(204);
        RawClient.Reply gone = styled.client.get(monitor);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.header("Content-Type")).isEqualTo("application/json");
        assertThat(gone.body())
            .isEqualTo(
                "{\"error\":{\"code\":\"not-found\",\"message\":\"There is no such task.\"}}");
      }
    }
  }
}
