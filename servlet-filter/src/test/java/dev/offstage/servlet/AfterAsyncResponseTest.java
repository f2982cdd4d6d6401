package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that the webapp itself has made asynchronous. */
class AfterAsyncResponseTest {
  private final Gate gate = new Gate();
  private final BlockingQueue<AsyncContext> contexts = new LinkedBlockingQueue<>();
  private Webapp app;

  @BeforeEach
  void start() throws Exception {
    app =
        Webapp.dropIn()
            .servlet(
                "/async",
                (request, response) -> {
                  work();
                  AsyncContext async = request.startAsync();
                  async.setTimeout(0);
                  contexts.add(async);
                })
            .servlet(
                "/timeout",
                (request, response) -> {
                  work();
                  request.startAsync().setTimeout(20);
                })
            .servlet(
                "/dispatched",
                (request, response) -> {
                  if (request.getDispatcherType() == DispatcherType.ASYNC) {
                    work();
                    response.getWriter().write("dispatched");
                  } else {
                    work();
                    AsyncContext async = request.startAsync();
                    async.setTimeout(0);
                    contexts.add(async);
                  }
                })
            .servlet(
                "/twice",
                (request, response) -> {
                  boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
                  if (!again) {
                    work();
                  }
                  AsyncContext async = request.startAsync();
                  async.setTimeout(0);
                  contexts.add(async);
                })
            .servlet(
                "/both",
                (request, response) -> {
                  work();
                  AsyncReply.to(request, response)
                      .write(() -> "later", (result, out) -> out.getWriter().write(result));
                })
            .servlet("/next", (request, response) -> response.getWriter().write("next"))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  private void work() {
    Offstage.task(gate::pass).name("work").afterResponse().start();
  }

  private AsyncContext next() throws InterruptedException {
    return contexts.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void the_work_waits_until_the_webapp_completes() throws Exception {
    try (RawClient client = app.client()) {
      client.send("/shop/async");
      AsyncContext async = next();
      app.get("/next");
      assertThat(gate.arrived()).isZero();
      async.getResponse().getWriter().write("whole");
      async.complete();
      assertThat(client.read().body()).isEqualTo("whole");
      gate.awaitArrived(1);
      assertThat(client.get("/shop/next").body()).isEqualTo("next");
    }
  }

  @Test
  void the_work_begins_after_the_container_has_answered_a_timeout() throws Exception {
    try (RawClient client = app.client()) {
      assertThat(client.get("/shop/timeout").status()).isEqualTo(500);
      gate.awaitArrived(1);
      assertThat(client.get("/shop/next").body()).isEqualTo("next");
    }
  }

  @Test
  void work_of_both_dispatches_begins_once_each() throws Exception {
    try (RawClient client = app.client()) {
      client.send("/shop/dispatched");
      AsyncContext async = next();
      app.get("/next");
      assertThat(gate.arrived()).isZero();
      async.dispatch();
      assertThat(client.read().body()).isEqualTo("dispatched");
      gate.awaitArrived(2);
      app.get("/next");
      assertThat(gate.arrived()).isEqualTo(2);
    }
  }

  @Test
  void the_work_waits_through_a_second_asynchronous_cycle() throws Exception {
    try (RawClient client = app.client()) {
      client.send("/shop/twice");
      next().dispatch();
      AsyncContext second = next();
      app.get("/next");
      assertThat(gate.arrived()).isZero();
      second.complete();
      client.read();
      gate.awaitArrived(1);
    }
  }

  @Test
  void the_work_waits_for_a_reply_that_comes_later() throws Exception {
    try (RawClient client = app.client()) {
      assertThat(client.get("/shop/both").body()).isEqualTo("later");
      gate.awaitArrived(1);
      assertThat(client.get("/shop/next").body()).isEqualTo("next");
    }
  }
}
