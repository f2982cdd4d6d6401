package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The asynchronous request pattern of FHIR. */
class RespondFhirTest {
  private static final String MONITOR = "Content-Location";
  private static final String OUTCOME =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"";

  private static StyledWebapp app(String... params) throws Exception {
    return StyledWebapp.with("style=fhir", params);
  }

  @Test
  void the_status_is_named_as_a_whole_url_without_anything_more() throws Exception {
    try (StyledWebapp styled = app()) {
      RawClient.Reply accepted = styled.client.begin("/slow");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.header(MONITOR))
          .matches("http://localhost/shop/_offstage/tasks/[\\w-]{22}/fhir");
      assertThat(accepted.header("Location")).isNull();
      assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
      assertThat(accepted.body()).isEmpty();
    }
  }

  @Test
  void the_progress_is_fewer_than_100_characters_that_a_header_may_have() throws Exception {
    try (StyledWebapp styled = app()) {
      String running = styled.begun("/slow", MONITOR);
      styled.gate.awaitArrived(1);
      String waiting = styled.begun("/quick", MONITOR);
      RawClient.Reply status = styled.client.get(running);
      assertThat(status.status()).isEqualTo(202);
      assertThat(status.header("Retry-After")).isEqualTo("2");
      assertThat(status.header("X-Progress"))
          .startsWith("25% page 1 of ?four??xxx")
          .hasSizeLessThan(100);
      assertThat(styled.client.head(running).header("X-Progress")).startsWith("25%");
      assertThat(styled.client.get(waiting).header("X-Progress"))
          .isEqualTo("waiting, number 1 in the queue");
    }
  }

  @Test
  void the_end_is_the_response_itself_and_how_long_it_is_kept() throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/created?version=1", MONITOR);
      RawClient.Reply end = styled.ended(monitor);
      assertThat(end.status()).isEqualTo(201);
      assertThat(end.header("Expires")).endsWith(" GMT");
      assertThat(end.header("Location")).isEqualTo("/shop/Orders(1)");
      assertThat(end.header("Content-Type")).startsWith("application/json");
      assertThat(end.header("Cache-Control")).isEqualTo("private, no-store");
      assertThat(end.body()).isEqualTo("{\"Id\":1}");
      assertThat(styled.client.get(monitor).body()).isEqualTo(end.body());
      RawClient.Reply head = styled.client.head(monitor);
      assertThat(head.status()).isEqualTo(201);
      assertThat(head.header("Content-Length")).isEqualTo("8");
    }
  }

  @ParameterizedTest
  @CsvSource({"/refused, 404, no such order", "/broken, 500, broken", "/nothing, 204, ''"})
  void whatever_response_that_is(String path, int status, String body) throws Exception {
    try (StyledWebapp styled = app()) {
      RawClient.Reply end = styled.ended(styled.begun(path, MONITOR));
      assertThat(end.status()).isEqualTo(status);
      assertThat(end.body()).isEqualTo(body);
      assertThat(end.header("Expires")).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void work_without_a_response_is_an_outcome(boolean reasons) throws Exception {
    try (LogRecords log = new LogRecords();
        StyledWebapp styled = app("offstage.respond.reasons", String.valueOf(reasons))) {
      RawClient.Reply end = styled.ended(styled.begun("/throws", MONITOR));
      assertThat(end.status()).isEqualTo(500);
      assertThat(end.header("Content-Type")).isEqualTo("application/fhir+json");
      assertThat(end.body())
          .startsWith(
              OUTCOME + "exception\",\"details\":{\"text\":\"failed\"},\"diagnostics\":\"The")
          .matches(body -> body.contains("broke off") == reasons);
      assertThat(log.warnings()).isNotEmpty();
    }
  }

  @Test
  void after_delete_there_is_no_status_whatever_the_work_was_doing() throws Exception {
    try (StyledWebapp styled = app()) {
      String running = styled.begun("/slow", MONITOR);
      styled.gate.awaitArrived(1);
      String waiting = styled.begun("/slow", MONITOR);
      for (String monitor : new String[] {waiting, running}) {
        RawClient.Reply deleted = styled.client.send("DELETE", monitor);
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.body()).isEmpty();
        RawClient.Reply gone = styled.client.get(monitor);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(gone.body()).startsWith(OUTCOME + "not-found\"");
      }
      await().until(() -> styled.gate.interrupted() == 1);
      String ended = styled.begun("/quick", MONITOR);
      assertThat(styled.ended(ended).body()).isEqualTo("quick");
      assertThat(styled.client.send("DELETE", ended).status()).isEqualTo(202);
      assertThat(styled.client.get(ended).status()).isEqualTo(404);
      assertThat(styled.client.send("DELETE", ended).status()).isEqualTo(404);
      assertThat(styled.gate.arrived()).isEqualTo(1);
    }
  }

  @Test
  void what_somebody_else_has_cancelled_is_an_outcome() throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/slow", MONITOR);
      styled.client.send("POST", monitor.replace("/fhir", "/cancel"));
      RawClient.Reply end = styled.ended(monitor);
      assertThat(end.status()).isEqualTo(409);
      assertThat(end.body()).startsWith(OUTCOME + "conflict\"");
    }
  }
}
