package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Answer;
import dev.offstage.Offstage;
import dev.offstage.Task;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that starts only after a response below 400. */
class AfterAnswerTest {
  private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<AsyncContext> contexts = new LinkedBlockingQueue<>();
  private Webapp app;

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private void work() {
    tasks.add(Offstage.task(() -> {}).name("work").afterResponse(Answer.BELOW_400).start());
  }

  private Webapp webapp() {
    return Webapp.dropIn()
        .servlet(
            "/status",
            (request, response) -> {
              work();
              response.setStatus(Integer.parseInt(request.getParameter("is")));
            })
        .servlet(
            "/error",
            (request, response) -> {
              work();
              response.sendError(Integer.parseInt(request.getParameter("is")));
            })
        .servlet(
            "/throw",
            (request, response) -> {
              work();
              throw new IllegalStateException("of the app");
            })
        .servlet(
            "/break",
            (request, response) -> {
              work();
              response.getWriter().write("half of");
              response.flushBuffer();
              throw new IllegalStateException("of the app");
            })
        .servlet(
            "/async",
            (request, response) -> {
              if (request.getDispatcherType() == DispatcherType.REQUEST) {
                work();
                AsyncContext async = request.startAsync();
                async.setTimeout(Long.parseLong(request.getParameter("timeout")));
                contexts.add(async);
              } else {
                response.setStatus(409);
              }
            });
  }

  private Task<?> task() throws InterruptedException {
    Task<?> task = tasks.poll(10, TimeUnit.SECONDS);
    await().until(task::isDone);
    return task;
  }

  private void assertStarted() throws InterruptedException {
    assertThat(task().status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  private void assertNeverStarts(int status) throws InterruptedException {
    Task<?> task = task();
    assertThat(task.isCancelled()).isTrue();
    assertThat(task.started()).isNull();
    assertThat(task.cause()).isEqualTo("answered with " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 399})
  void it_starts_after_others(int status) throws Exception {
    app = webapp().start();
    app.get("/status?is=" + status);
    assertStarted();
  }

  @ParameterizedTest
  @CsvSource({"status,400", "status,503", "error,404", "error,500"})
  void it_never_starts_after_an_error(String way, int status) throws Exception {
    app = webapp().start();
    assertThat(app.get("/" + way + "?is=" + status).status()).isEqualTo(status);
    assertNeverStarts(status);
  }

  @Test
  void it_never_starts_after_what_the_webapp_throws() throws Exception {
    app = webapp().start();
    assertThat(app.get("/throw").status()).isEqualTo(500);
    assertNeverStarts(500);
  }

  @Test
  void it_never_starts_after_half_of_a_response() throws Exception {
    app = webapp().start();
    try (RawClient client = app.client()) {
      client.send("/shop/break");
      assertNeverStarts(500);
    }
  }

  @ParameterizedTest
  @CsvSource({"/throw,500", "/error?is=409,409"})
  void an_error_page_does_not_make_it_a_good_answer(String path, int status) throws Exception {
    Webapp made = webapp().servlet("/page", (request, response) -> response.getWriter().write("x"));
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(400, 599, "/page");
    made.context.setErrorHandler(pages);
    app = made.start();
    assertThat(app.get(path).status()).isEqualTo(status);
    assertNeverStarts(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void of_an_asynchronous_request_the_status_at_its_end_counts(int status) throws Exception {
    app = webapp().start();
    try (RawClient client = app.client()) {
      client.send("/shop/async?timeout=0");
      AsyncContext async = contexts.poll(10, TimeUnit.SECONDS);
      ((HttpServletResponse) async.getResponse()).setStatus(status);
      async.complete();
      assertThat(client.read().status()).isEqualTo(status);
    }
    if (status == 200) {
      assertStarted();
    } else {
      assertNeverStarts(status);
    }
  }

  @Test
  void of_a_dispatched_request_the_status_at_its_end_counts() throws Exception {
    app = webapp().start();
    try (RawClient client = app.client()) {
      client.send("/shop/async?timeout=0");
      contexts.poll(10, TimeUnit.SECONDS).dispatch();
      assertThat(client.read().status()).isEqualTo(409);
    }
    assertNeverStarts(409);
  }

  @Test
  void it_never_starts_after_a_timeout_of_the_request() throws Exception {
    app = webapp().start();
    assertThat(app.get("/async?timeout=20").status()).isEqualTo(500);
    assertNeverStarts(500);
  }

  @Test
  void without_a_request_it_starts_at_once() throws Exception {
    app = webapp().start();
    work();
    assertStarted();
  }
}
