package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A webapp that stops while it has such tasks. */
@ParameterizedClass
@EnumSource
class RespondDrainTest {
  @Parameter Way way;

  private Webapp app(Gate gate, String drain) throws Exception {
    return way.dropIn(24)
        .param("offstage.respond", "/**")
        .param("offstage.pool.size", "1")
        .param("offstage.drain", drain)
        .servlet("/slow", (request, response) -> gate.pass());
  }

  @Test
  void what_is_lost_is_named_and_no_thread_stays() throws Exception {
    try (LogRecords log = new LogRecords();
        Gate gate = new Gate();
        Webapp app = app(gate, "0s").start()) {
      RespondClient client = new RespondClient(app);
      client.begun("/slow");
      gate.awaitArrived(1);
      client.begun("/slow");
      app.undeploy();
      if (way == Way.CONNECTION) {
        assertThat(log.messages())
            .anyMatch(it -> it.matches(".*loses 1 task that cannot return.*'POST /slow'.*"))
            .anyMatch(it -> it.matches(".*loses 1 task that had not ended.*'POST /slow'.*"));
      } else {
        assertThat(log.messages())
            .anyMatch(it -> it.matches(".*loses 2 tasks that had not ended.*'POST /slow'.*"));
      }
      await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(it -> it.getName().startsWith("offstage-shop-")));
    }
  }

  private static CompletableFuture<RawClient.Reply> inAnotherThread(
      Callable<RawClient.Reply> request) {
    CompletableFuture<RawClient.Reply> answer = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                answer.complete(request.call());
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            })
        .start();
    return answer;
  }

  /** By a connection it is told so at once, since nothing can be promised. */
  @Test
  void who_waits_gets_what_is_finished_within_the_drain() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "30s").param("offstage.respond", "/** wait=50s").start()) {
      RespondClient client = new RespondClient(app);
      CompletableFuture<RawClient.Reply> answer =
          inAnotherThread(
              () -> client.send("POST", "/shop/slow", "Prefer: respond-async, wait=50"));
      gate.awaitArrived(1);
      CompletableFuture<RawClient.Reply> stopped =
          inAnotherThread(
              () -> {
                app.undeploy();
                return answer.get();
              });
      await().until(() -> Offstage.pool().isClosed());
      gate.open();
      assertThat(stopped.get().status()).isEqualTo(way == Way.CONNECTION ? 202 : 200);
    }
  }

  @Test
  void who_waits_for_what_the_drain_loses_is_told_so() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "0s").param("offstage.respond", "/** wait=50s").start()) {
      RespondClient client = new RespondClient(app);
      client.begun("/slow");
      gate.awaitArrived(1);
      CompletableFuture<RawClient.Reply> answer =
          inAnotherThread(
              () -> client.send("POST", "/shop/slow", "Prefer: respond-async, wait=50"));
      await().until(() -> Offstage.pool().queued() == 1);
      app.undeploy();
      assertThat(answer.get().status()).isEqualTo(503);
      assertThat(answer.get().body()).contains("/problems/lost");
    }
  }

  @Test
  void who_waits_for_a_task_is_answered() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "0s").start()) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/slow");
      gate.awaitArrived(1);
      CompletableFuture<RawClient.Reply> answer =
          inAnotherThread(() -> client.get(location, "Prefer: wait=50"));
      app.undeploy();
      assertThat(answer.get().body()).isNotEmpty();
    }
  }
}
