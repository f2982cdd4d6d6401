package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.Task;
import dev.offstage.internal.request.AfterResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AfterResponseLimitsTest {
  private final Gate gate = new Gate();

  private Webapp app;

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  private void work() {
    Offstage.task(gate::pass).name("work").afterResponse().start();
  }

  private Webapp webapp() {
    return Webapp.dropIn()
        .servlet(
            "/page",
            (request, response) -> {
              work();
              response.getWriter().write("whole");
            });
  }

  @Test
  void a_full_queue_is_known_before_the_response() throws Exception {
    app =
        webapp()
            .param("offstage.pool.size", "1")
            .param("offstage.pool.queue", "1")
            .servlet("/fill", (request, response) -> gate.fill(Offstage.pool()))
            .start();
    app.get("/fill");
    RawClient.Reply reply = app.get("/page");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("5");
  }

  @Test
  void outside_of_a_request_the_work_begins_at_once() throws Exception {
    app = webapp().start();
    work();
    gate.awaitArrived(1);
  }

  @Test
  void work_of_work_does_not_wait_for_a_request() throws Exception {
    app =
        Webapp.dropIn().servlet("/nested", (request, response) -> Offstage.run(this::work)).start();
    app.get("/nested");
    gate.awaitArrived(1);
  }

  @Test
  void a_task_cancelled_before_the_response_never_begins() throws Exception {
    List<Task<?>> tasks = new CopyOnWriteArrayList<>();
    app =
        Webapp.dropIn()
            .servlet(
                "/cancelled",
                (request, response) -> {
                  Task<?> task = Offstage.task(gate::pass).afterResponse().start();
                  task.cancel();
                  tasks.add(task);
                })
            .start();
    assertThat(app.get("/cancelled").status()).isEqualTo(200);
    app.undeploy();
    assertThat(tasks).singleElement().matches(Task::isCancelled);
    assertThat(gate.arrived()).isZero();
  }

  @Test
  void nothing_is_left_in_the_thread_after_the_request() throws Exception {
    List<String> left = new CopyOnWriteArrayList<>();
    app =
        webapp()
            .servlet(
                "/throwing",
                (request, response) -> {
                  work();
                  throw new IllegalStateException("of the app");
                })
            .inFront(
                new Handler.Wrapper() {
                  @Override
                  public boolean handle(Request request, Response response, Callback callback)
                      throws Exception {
                    boolean handled = super.handle(request, response, callback);
                    left.add(String.valueOf(AfterResponse.current()));
                    return handled;
                  }
                })
            .start();
    app.get("/page");
    app.get("/throwing");
    await().until(() -> left.size() == 2);
    assertThat(left).containsOnly("null");
  }
}
