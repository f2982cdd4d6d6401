package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Backoff;
import dev.offstage.Offstage;
import dev.offstage.Task;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tasks of any kind with a status resource. */
class TaskStatusTest {
  private static Webapp app(Gate gate) throws Exception {
    return Webapp.dropIn(24)
        .servlet(
            "/with",
            (request, response) -> {
              Task<Integer> task =
                  Offstage.call(
                      () -> {
                        gate.pass();
                        return 42;
                      });
              String url =
                  TaskStatus.publish(
                      request,
                      response,
                      task,
                      (number, out) -> {
                        out.setContentType("text/plain");
                        out.getWriter().write("the answer is " + number);
                      });
              response.setStatus(202);
              response.setHeader("Location", url);
            })
        .servlet(
            "/accepted",
            (request, response) -> AsyncReply.to(request, response).accepted().then(gate::pass))
        .servlet(
            "/without",
            (request, response) -> {
              Task<?> task = Offstage.run(gate::pass);
              response.getWriter().write(TaskStatus.publish(request, response, task));
            })
        .servlet(
            "/throwing",
            (request, response) -> {
              Task<?> task =
                  Offstage.call(
                      () -> {
                        throw new IllegalStateException("on purpose");
                      });
              response
                  .getWriter()
                  .write(TaskStatus.publish(request, response, task, (it, out) -> {}));
            })
        .start();
  }

  @Test
  void one_with_a_result_redirects_to_it_as_often_as_wanted() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      String url = app.get("/with").header("Location");
      assertThat(client.get(url).status()).isEqualTo(202);
      gate.open();
      assertThat(client.result(url).body()).isEqualTo("the answer is 42");
      assertThat(client.result(url).body()).isEqualTo("the answer is 42");
    }
  }

  @Test
  void one_without_a_result_says_how_it_ended() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      String url = app.get("/without").body();
      gate.open();
      RawClient.Reply end = client.awaitEnd(url);
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.body()).contains("\"state\":\"SUCCEEDED\"").doesNotContain("result");
      assertThat(client.get(url + "/result").status()).isEqualTo(404);
    }
  }

  @Test
  void one_that_throws_shows_a_problem_without_details() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      String url = app.get("/throwing").body();
      RawClient.Reply result = client.result(url);
      assertThat(result.status()).isEqualTo(500);
      assertThat(result.body()).doesNotContain("on purpose");
    }
  }

  @Test
  void a_reply_that_comes_first_can_have_it_as_its_location() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply accepted = app.get("/accepted");
      assertThat(accepted.status()).isEqualTo(202);
      gate.awaitArrived(1);
      assertThat(client.get(accepted.header("Location")).body()).contains("\"RUNNING\"");
      gate.open();
      assertThat(client.awaitEnd(accepted.header("Location")).body()).contains("\"SUCCEEDED\"");
    }
  }

  @Test
  void it_is_cancelled_at_its_url() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      String url = app.get("/without").body();
      gate.awaitArrived(1);
      assertThat(client.send("DELETE", url).status()).isEqualTo(202);
      assertThat(client.get(url).body()).contains("\"state\":\"CANCELLED\"");
    }
  }

  @Test
  void one_that_is_tried_again_says_which_attempt_it_was_and_when_the_next_one_is()
      throws Exception {
    try (Webapp app =
        Webapp.dropIn(24)
            .servlet(
                "/start",
                (request, response) -> {
                  Task<?> task =
                      Offstage.task(
                              () -> {
                                throw new IOException("down");
                              })
                          .retries(3)
                          .backoff(Backoff.from(Duration.ofHours(1)))
                          .start();
                  response.getWriter().write(TaskStatus.publish(request, response, task));
                })
            .start()) {
      RespondClient client = new RespondClient(app);
      String url = app.get("/start").body();

      await()
          .untilAsserted(
              () ->
                  assertThat(client.get(url).body())
                      .contains("\"state\":\"QUEUED\"")
                      .contains("\"attempt\":1")
                      .contains("\"nextAttempt\":\"20"));
    }
  }

  @Test
  void one_that_was_cancelled_says_why() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.dropIn(24)
                .servlet(
                    "/start",
                    (request, response) -> {
                      Task<?> task = Offstage.run(gate::pass);
                      String url = TaskStatus.publish(request, response, task);
                      task.cancel("customer left");
                      response.getWriter().write(url);
                    })
                .start()) {
      RespondClient client = new RespondClient(app);
      String url = app.get("/start").body();

      assertThat(client.get(url).body())
          .contains("\"state\":\"CANCELLED\"")
          .contains("\"cause\":\"customer left\"");
    }
  }
}
