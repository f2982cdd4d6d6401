package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application with little to do pays for little. */
class FewTasksTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.pool.size", "1");

  @AfterEach
  void stop() {
    app.close();
  }

  private static long timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("offstage-" + App.NAME + "-timer"))
        .count();
  }

  @Test
  void few_tasks_start_no_timer() throws Exception {
    for (int i = 0; i < 50; i++) {
      Offstage.call(() -> "").join(LONG);
    }

    assertThat(timers()).isZero();
    assertThat(App.threads()).isEqualTo(1);
  }

  /** Otherwise the test above would look for the wrong name. */
  @Test
  void very_many_start_one() {
    Soon.await()
        .until(
            () -> {
              for (int i = 0; i < 500; i++) {
                try {
                  Offstage.run(() -> {});
                } catch (PoolFullException e) {
                  // Enough of them for now.
                }
              }
              return timers() == 1;
            });
  }
}
