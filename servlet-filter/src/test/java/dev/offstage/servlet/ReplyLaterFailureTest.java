package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Task;
import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyLaterFailureTest {
  private final BlockingQueue<Task<String>> tasks = new LinkedBlockingQueue<>();
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop_listening() {
    log.close();
  }

  private Webapp replying(Callable<String> work, ResultWriter<String> writer) throws Exception {
    return Webapp.dropIn()
        .servlet(
            "/later",
            (request, response) ->
                tasks.add(AsyncReply.to(request, response).name("report").write(work, writer)))
        .start();
  }

  private static void assertFailedWithoutDetails(RawClient.Reply reply) {
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Retry-After")).isNull();
    assertThat(reply.body())
        .contains("\"status\":500")
        .doesNotContain("secret", "Exception", "\tat ");
  }

  @Test
  void work_that_throws_is_a_500_without_details() throws Exception {
    try (Webapp app =
        replying(
            () -> {
              throw new IllegalStateException("secret");
            },
            (result, out) -> out.getWriter().write(result))) {
      assertFailedWithoutDetails(app.get("/later"));
      Task<String> task = tasks.take();
      await().until(() -> task.status() == Task.Status.FAILED);
    }
  }

  @Test
  void work_that_throws_is_one_warning_with_its_name_and_the_stack_trace() throws Exception {
    IllegalStateException thrown = new IllegalStateException("secret");
    try (Webapp app =
        replying(
            () -> {
              throw thrown;
            },
            (result, out) -> out.getWriter().write(result))) {
      app.get("/later");
      Task<String> task = tasks.take();
      await().until(task::isDone);
    }
    assertThat(log.warnings()).singleElement().asString().contains("'report'");
    assertThat(log.all()).anyMatch(record -> record.getThrown() == thrown);
  }

  @Test
  void work_that_throws_an_error_is_answered_too() throws Exception {
    try (Webapp app =
        replying(
            () -> {
              throw new NoClassDefFoundError("secret");
            },
            (result, out) -> out.getWriter().write(result))) {
      assertFailedWithoutDetails(app.get("/later"));
    }
  }

  @Test
  void a_writer_that_throws_before_the_first_byte_is_a_500_without_what_it_wrote()
      throws Exception {
    try (Webapp app =
        replying(
            () -> "result",
            (result, out) -> {
              out.setHeader("X-Secret", "secret");
              out.getWriter().write("secret");
              throw new IllegalStateException("secret");
            })) {
      RawClient.Reply reply = app.get("/later");
      assertFailedWithoutDetails(reply);
      assertThat(reply.header("X-Secret")).isNull();
      assertThat(log.warnings()).singleElement().asString().contains("'report'");
    }
  }

  @Test
  void a_writer_that_throws_an_error_is_a_500() throws Exception {
    try (Webapp app =
        replying(
            () -> "result",
            (result, out) -> {
              throw new NoClassDefFoundError("secret");
            })) {
      assertFailedWithoutDetails(app.get("/later"));
    }
  }

  @Test
  void a_writer_that_throws_in_the_middle_is_seen_by_a_client_that_knows_the_length()
      throws Exception {
    try (Webapp app =
            replying(
                () -> "result",
                (result, out) -> {
                  out.setContentLength(100);
                  out.getWriter().write("the first half");
                  out.flushBuffer();
                  throw new IllegalStateException("secret");
                });
        RawClient client = app.client()) {
      client.send("/shop/later");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
      await().until(() -> log.messages().stream().anyMatch(it -> it.contains("broke off")));
      assertThat(log.messages()).anyMatch(line -> line.contains("'report'"));
    }
  }

  @Test
  void a_task_that_is_cancelled_is_a_503() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            replying(
                () -> {
                  gate.pass();
                  return "never seen";
                },
                (result, out) -> out.getWriter().write(result));
        RawClient client = app.client()) {
      client.send("/shop/later");
      tasks.poll(10, TimeUnit.SECONDS).cancel(true);
      RawClient.Reply reply = client.read();
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("5");
      assertThat(client.hasNothingMore()).isTrue();
    }
  }

  @Test
  void a_servlet_that_throws_after_the_hand_over_leaves_one_response() throws Exception {
    try (Webapp app =
            Webapp.dropIn()
                .servlet(
                    "/later",
                    (request, response) -> {
                      AsyncReply.to(request, response)
                          .write(() -> "result", (result, out) -> out.getWriter().write(result));
                      throw new IllegalStateException("after the hand-over");
                    })
                .servlet("/next", (request, response) -> response.getWriter().write("next"))
                .start();
        RawClient client = app.client()) {
      client.get("/shop/later");
      assertThat(client.hasNothingMore()).isTrue();
    }
  }

  @Test
  void a_servlet_that_throws_while_the_work_runs_is_a_500_and_no_client_that_has_gone()
      throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.dropIn()
                .servlet(
                    "/later",
                    (request, response) -> {
                      tasks.add(
                          AsyncReply.to(request, response)
                              .cancelOnDisconnect()
                              .write(
                                  () -> {
                                    gate.pass();
                                    return "result";
                                  },
                                  (result, out) -> out.getWriter().write(result)));
                      throw new IllegalStateException("after the hand-over");
                    })
                .start()) {
      assertThat(app.get("/later").status()).isEqualTo(500);
      gate.open();
      Task<String> task = tasks.take();
      await().until(task::isDone);
      assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    }
  }
}
