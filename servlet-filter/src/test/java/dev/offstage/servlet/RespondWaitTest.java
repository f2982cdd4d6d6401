package dev.offstage.servlet;

import static dev.offstage.servlet.RespondStatusTest.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that would rather wait than ask again, for the status or for the response itself. */
class RespondWaitTest {
  @Test
  void who_waits_for_the_end_is_answered_then() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/slow");
      gate.awaitArrived(1);
      assertThat(client.get(location, "Prefer: wait=1").status()).isEqualTo(202);
      CompletableFuture<RawClient.Reply> end =
          CompletableFuture.supplyAsync(() -> quietly(client, location));
      gate.open();
      assertThat(end.get().status()).isEqualTo(303);
    }
  }

  private static RawClient.Reply quietly(RespondClient client, String location) {
    try {
      return client.get(location, "Prefer: wait=30");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void the_event_stream_has_each_change_and_the_end() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      client.begun("/slow");
      gate.awaitArrived(1);
      String second = client.begun("/slow");
      CompletableFuture<RawClient.Reply> events =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return client.get(second, "Accept: text/event-stream");
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      await().until(() -> client.get(second).body().contains("\"position\":1"));
      gate.open();
      RawClient.Reply all = events.get();
      assertThat(all.header("Content-Type")).startsWith("text/event-stream");
      assertThat(all.body()).contains("event: end\ndata: {").contains("\"state\":\"SUCCEEDED\"");
    }
  }

  @Test
  void a_quick_answer_comes_itself_when_the_client_would_wait_and_the_rule_allows_it()
      throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/** wait=20s")) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply real = client.begin("/quick", "Prefer: wait=10");
      assertThat(real.status()).isEqualTo(200);
      assertThat(real.body()).isEqualTo("quick");
      RawClient.Reply broken = client.begin("/broken", "Prefer: wait=10");
      assertThat(broken.status()).isEqualTo(500);
      assertThat(client.begin("/slow", "Prefer: wait=1").status()).isEqualTo(202);
      gate.open();
    }
  }

  @Test
  void a_rule_that_allows_no_waiting_accepts_at_once() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      assertThat(client.begin("/slow", "Prefer: wait=1000").status()).isEqualTo(202);
      gate.open();
    }
  }

  /** RFC 7240, section 2: what is not understood is passed over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Prefer: wait=soon",
        "Prefer: wait=-1",
        "Prefer: wait=99999999999999999999",
        "Prefer: ,,=;;\"",
        "Prefer: respond-async; wait=1; x, respond-async=no"
      })
  void a_preference_that_is_not_understood_changes_nothing(String header) throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/** wait=1s")) {
      RespondClient client = new RespondClient(app);
      assertThat(client.begin("/slow", header).status()).isEqualTo(202);
      gate.open();
    }
  }
}
