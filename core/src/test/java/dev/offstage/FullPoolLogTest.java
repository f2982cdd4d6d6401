package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.agent.AgentBridgeV1;
import dev.offstage.testing.LogRecords;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A full pool is seen in the log, whoever suffers from it. */
class FullPoolLogTest {
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  static void redirected(String text) {}

  private static App full(Gate gate, String policy) {
    App app =
        App.with(
            "offstage.pool.mail.size", "1",
            "offstage.pool.mail.queue", "1",
            "offstage.pool.mail.full", policy);
    Offstage.pool("mail").run(gate::pass);
    gate.awaitArrived(1);
    Offstage.pool("mail").run(() -> {});
    return app;
  }

  @Test
  void refused_tasks_are_one_line_at_once_and_one_with_the_rest() {
    try (App app = full(gate, "reject")) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> Offstage.pool("mail").run(() -> {}))
            .isInstanceOf(PoolFullException.class);
      }
      assertThat(log.warnings())
          .containsExactly(
              "offstage: pool 'mail' is full (size 1, queue 1): it refused 1 task, and 0 tasks ran"
                  + " on the thread that handed it over. Raise offstage.pool.mail.size or"
                  + " offstage.pool.mail.queue, or choose with offstage.pool.mail.full what happens"
                  + " (said at most once a minute)");
      gate.open();
      app.drain();
    }
    assertThat(log.warnings()).hasSize(2);
    assertThat(log.warnings().get(1)).contains("it refused 4 tasks, and 0 tasks ran");
  }

  @Test
  void tasks_that_their_callers_run_are_counted() {
    try (App app = full(gate, "caller-runs")) {
      Offstage.pool("mail").run(() -> {});
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("it refused 0 tasks, and 1 task ran on the thread that handed it over");
    }
  }

  @Test
  void redirected_calls_that_run_inline_are_counted() {
    try (App app = full(gate, "reject")) {
      boolean handedOver =
          AgentBridgeV1.handOver(
              MethodHandles.lookup(),
              "redirected",
              "(Ljava/lang/String;)V",
              1,
              "pool=mail start=NOW",
              new Object[] {"inline"});
      assertThat(handedOver).isFalse();
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("it refused 0 tasks, and 1 task ran on the thread that handed it over");
    }
  }

  @Test
  void a_closed_pool_is_not_full() {
    Pool own = Pool.builder("own").build();
    own.close();
    assertThatThrownBy(() -> own.run(() -> {})).isInstanceOf(PoolClosedException.class);
    assertThat(log.warnings()).isEmpty();
  }
}
