package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupt that work leaves set, as work that catches one should, ends with that work. */
class LeftInterruptTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  @Test
  void the_next_task_of_the_thread_does_not_see_it() throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(10).build();
    pool.run(() -> Thread.currentThread().interrupt());

    assertThat(pool.call(() -> Thread.currentThread().isInterrupted()).join(LONG)).isFalse();
  }

  @Test
  void the_next_item_of_a_batch_does_not_see_it_though_the_queue_is_full() throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(1).build();
    Batch<Boolean> batch =
        pool.map(
            Arrays.asList(1, 2, 3),
            n -> {
              if (n == 1) {
                gate.pass();
              }
              boolean seen = Thread.currentThread().isInterrupted();
              Thread.currentThread().interrupt();
              return seen;
            });
    gate.awaitArrived(1);
    Task<Void> other = pool.run(() -> Thread.currentThread().interrupt());
    gate.open();

    assertThat(batch.join(LONG)).containsExactly(false, false, false);
    other.join(LONG);
  }
}
