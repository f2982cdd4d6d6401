package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt that comes just as its task ends must not hit the one behind it. */
@ExtendWith(ServerThreads.class)
class LateInterruptTest {
  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  /** The end of the first task comes earlier or later in each round. */
  private static boolean endsAfter(int steps, AtomicBoolean ending) {
    ending.set(true);
    for (int i = 0; i < steps; i++) {
      if (!ending.get() || Thread.currentThread().isInterrupted()) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_late_interrupt_never_hits_the_next_task(String threads) throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(10).threads(threads).build();
    int late = 0;
    for (int i = 0; i < 10_000; i++) {
      AtomicBoolean ending = new AtomicBoolean();
      // Surely interrupted, surely late, and all that is between.
      int kind = i % 100;
      int steps = kind == 0 ? Integer.MAX_VALUE : kind == 1 ? 0 : kind * 20;
      Task<Boolean> first = pool.call(() -> endsAfter(steps, ending));
      Task<Boolean> second = pool.call(() -> !endsAfter(50, new AtomicBoolean()));
      while (!ending.get()) {
        // Yielding would come too late.
      }
      if (kind == 1) {
        first.join();
      }
      if (!first.cancel(true)) {
        late++;
      }
      assertThat(second.join()).as("interrupted in round " + i).isFalse();
    }
    assertThat(late).isBetween(1, 9_999);
  }
}
