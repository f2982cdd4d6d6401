package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** User code may use what it got from the pool as a lock: nothing of the pool waits for that. */
class LockedTaskTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.pool.size", "1");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  @Test
  void who_has_locked_a_task_can_wait_for_it() throws Exception {
    Task<String> task =
        Offstage.call(
            () -> {
              gate.pass();
              return "ended";
            });

    synchronized (task) {
      gate.open();
      assertThat(task.join(LONG)).isEqualTo("ended");
    }
  }

  @Test
  void who_has_locked_a_batch_and_its_items_can_wait_for_it() throws Exception {
    Batch<Integer> batch =
        Offstage.map(
            Arrays.asList(1, 2, 3),
            n -> {
              gate.pass();
              return n;
            });

    synchronized (batch) {
      synchronized (batch.tasks().get(1)) {
        gate.open();
        assertThat(batch.join(LONG)).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void who_has_locked_the_pool_can_wait_for_its_tasks() throws Exception {
    Pool pool = Offstage.pool();
    gate.occupy(pool);

    synchronized (pool) {
      Task<String> task = pool.call(() -> "ended");
      gate.open();
      assertThat(task.join(LONG)).isEqualTo("ended");
    }
  }

  @Test
  void a_locked_task_can_be_cancelled_by_others() throws Exception {
    Task<Void> task = Offstage.run(gate::pass);
    gate.awaitArrived(1);

    synchronized (task) {
      Thread other = new Thread(() -> task.cancel(true));
      other.start();
      other.join(LONG.toMillis());
      assertThat(other.isAlive()).isFalse();
    }

    assertThat(task.isCancelled()).isTrue();
  }
}
