package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplyLaterTest {
  @Test
  void more_replies_wait_than_the_container_has_threads() throws Exception {
    int clients = 20;
    try (Webapp app = Webapp.dropIn(6).param("offstage.pool.size", String.valueOf(clients));
        Gate gate = new Gate()) {
      app.servlet(
              "/later",
              (request, response) -> {
                String id = request.getParameter("id");
                AsyncReply.to(request, response)
                    .write(
                        () -> {
                          gate.pass();
                          return "result " + id;
                        },
                        (result, out) -> out.getWriter().write(result));
              })
          .servlet("/quick", (request, response) -> response.getWriter().write("quick"))
          .start();
      List<RawClient> waiting = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        RawClient client = app.client();
        waiting.add(client);
        client.send("/shop/later?id=" + i);
      }
      gate.awaitArrived(clients);
      assertThat(app.get("/quick").body()).isEqualTo("quick");

      gate.open();
      for (int i = 0; i < clients; i++) {
        RawClient.Reply reply = waiting.get(i).read();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("result " + i);
        waiting.get(i).close();
      }
    }
  }

  @Test
  void the_writer_sets_status_and_headers_on_the_thread_that_did_the_work() throws Exception {
    try (Webapp app = Webapp.dropIn()) {
      app.servlet(
              "/later",
              (request, response) ->
                  AsyncReply.to(request, response)
                      .write(
                          () -> Thread.currentThread().getName(),
                          (worker, out) -> {
                            out.setStatus(201);
                            out.setHeader("X-Worker", worker);
                            out.getWriter().write(Thread.currentThread().getName());
                          }))
          .start();
      RawClient.Reply reply = app.get("/later");
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.body()).startsWith("offstage-shop-default-");
      assertThat(reply.header("X-Worker")).isEqualTo(reply.body());
    }
  }

  @Test
  void a_result_of_null_is_a_result() throws Exception {
    try (Webapp app = Webapp.dropIn()) {
      app.servlet(
              "/later",
              (request, response) ->
                  AsyncReply.to(request, response)
                      .write(() -> null, (result, out) -> out.getWriter().write("got " + result)))
          .start();
      assertThat(app.get("/later").body()).isEqualTo("got null");
    }
  }

  @Test
  void the_task_has_the_given_pool_and_name() throws Exception {
    try (Webapp app = Webapp.dropIn().param("offstage.pool.reports.size", "1")) {
      BlockingQueue<Task<String>> tasks = new LinkedBlockingQueue<>();
      app.servlet(
              "/later",
              (request, response) ->
                  tasks.add(
                      AsyncReply.to(request, response)
                          .pool("reports")
                          .name("yearly report")
                          .write(
                              () -> Thread.currentThread().getName(),
                              (result, out) -> out.getWriter().write(result))))
          .start();
      assertThat(app.get("/later").body()).isEqualTo("offstage-shop-reports-1");
      Task<String> task = tasks.poll(10, TimeUnit.SECONDS);
      assertThat(task.name()).isEqualTo("yearly report");
      assertThat(task.pool()).isEqualTo("reports");
    }
  }
}
