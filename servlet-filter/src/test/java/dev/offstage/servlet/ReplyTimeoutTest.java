package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.Offstage;
import dev.offstage.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplyTimeoutTest {
  @Test
  void after_its_time_the_client_gets_503_and_the_work_goes_on() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    try (Webapp app = Webapp.dropIn();
        Gate gate = new Gate()) {
      BlockingQueue<Task<String>> tasks = new LinkedBlockingQueue<>();
      app.servlet(
              "/later",
              (request, response) ->
                  tasks.add(
                      AsyncReply.to(request, response)
                          .within(Duration.ofMillis(20))
                          .write(
                              () -> {
                                gate.pass();
                                return "late";
                              },
                              (result, out) -> written.countDown())))
          .start();
      try (RawClient client = app.client()) {
        RawClient.Reply reply = client.get("/shop/later");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).contains("\"status\":503");
        gate.open();
        Task<String> task = tasks.poll(10, TimeUnit.SECONDS);
        assertThat(task.join()).isEqualTo("late");
        assertThat(written.getCount()).as("the result has no response any more").isOne();
        assertThat(client.hasNothingMore()).isTrue();
      }
    }
  }

  @Test
  void its_time_counts_from_the_hand_over_also_in_the_queue() throws Exception {
    try (Webapp app = Webapp.dropIn().param("offstage.pool.size", "1");
        Gate gate = new Gate()) {
      app.servlet("/busy", (request, response) -> Offstage.run(gate::pass))
          .servlet(
              "/later",
              (request, response) ->
                  AsyncReply.to(request, response)
                      .within(Duration.ofMillis(20))
                      .write(() -> "never seen", (result, out) -> out.getWriter().write(result)))
          .start();
      app.get("/busy");
      gate.awaitArrived(1);
      assertThat(app.get("/later").status()).isEqualTo(503);
    }
  }

  @Test
  void a_time_of_nothing_or_of_days_is_refused() throws Exception {
    try (Webapp app = Webapp.dropIn()) {
      List<Throwable> thrown = new ArrayList<>();
      app.servlet(
              "/later",
              (request, response) -> {
                AsyncReply reply = AsyncReply.to(request, response);
                for (Duration limit :
                    List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(25))) {
                  assertThatThrownBy(() -> reply.within(limit))
                      .isInstanceOf(IllegalArgumentException.class)
                      .satisfies(thrown::add);
                }
              })
          .start();
      app.get("/later");
      assertThat(thrown).hasSize(3).allSatisfy(e -> assertThat(e).hasMessageContaining("24 hours"));
    }
  }
}
