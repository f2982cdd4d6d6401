package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that goes on after its timeout on a thread that is none of its pool's. */
class StuckElsewhereTest {
  private static final Duration SHORT = Duration.ofMillis(5);

  private final LogRecords log = new LogRecords();
  private final Gate deaf = new Gate();
  private final Gate gate = new Gate();
  private Thread caller;

  @AfterEach
  void stop() throws InterruptedException {
    deaf.open();
    gate.open();
    caller.join();
    log.close();
  }

  private void getStuckOnCaller(boolean interrupt) {
    caller =
        new Thread(
            () ->
                Offstage.task(deaf::passIgnoringInterrupts)
                    .interrupt(interrupt)
                    .timeout(SHORT)
                    .grace(SHORT)
                    .start());
    caller.start();
    await().until(() -> log.warnings().stream().anyMatch(line -> line.contains("goes on after")));
  }

  @Test
  void a_pool_without_threads_takes_tasks_all_the_same() throws Exception {
    try (App app = App.with("offstage.enabled", "false", "offstage.pool.stuck", "0")) {
      getStuckOnCaller(true);

      assertThat(Offstage.call(() -> "next").join()).isEqualTo("next");
      deaf.open();
    }
  }

  @Test
  void a_pool_gets_no_further_thread_for_that_of_a_caller() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Work work = done::incrementAndGet;
    try (App app =
        App.with(
            "offstage.pool.size", "1",
            "offstage.pool.queue", "1",
            "offstage.pool.full", "caller-runs")) {
      Offstage.run(gate::pass);
      gate.awaitArrived(1);
      Task<Void> second = Offstage.run(work);
      getStuckOnCaller(false);

      assertThat(second.await(Duration.ofMillis(50))).isFalse();
      assertThat(done).hasValue(0);
      assertThat(log.warnings())
          .anyMatch(
              line -> line.contains("after its timeout. Its thread is not one of the pool's;"));
      deaf.open();
      gate.open();
    }
    assertThat(done).hasValue(1);
  }
}
