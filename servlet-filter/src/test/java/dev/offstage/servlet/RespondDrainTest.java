package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
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
        .servlet("/slow", (request, response) -> gate.pass())
        .start();
  }

  @Test
  void what_is_lost_is_named_and_no_thread_stays() throws Exception {
    try (LogRecords log = new LogRecords();
        Gate gate = new Gate();
        Webapp app = app(gate, "0s")) {
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

  @Test
  void who_waits_for_a_task_is_answered() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "0s")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/slow");
      gate.awaitArrived(1);
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  answer.complete(client.get(location, "Prefer: wait=50").status());
                } catch (Exception e) {
                  answer.completeExceptionally(e);
                }
              });
      waiting.start();
      app.undeploy();
      waiting.join();
      assertThat(answer).isDone();
    }
  }
}
