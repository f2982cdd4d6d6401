package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancellation that begins where the stack ends, cancels all the way or not at all. */
@ExtendWith(ServerThreads.class)
class CancelOnFullStackTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int TASKS = 2_000;

  private final App app = App.with();
  private final Gate gate = new Gate();
  private int next;

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  /** Cancels one task with a little more stack than the one before, until that is enough. */
  private boolean cancelOnTheWayUp(List<Task<?>> tasks) {
    boolean enough = false;
    try {
      enough = cancelOnTheWayUp(tasks);
    } catch (StackOverflowError e) {
      // Here it ends.
    }
    return enough || tasks.get(next++).cancel(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void every_task_ends(String threads) throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(TASKS).threads(threads).build();
    gate.occupy(pool);
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(pool.run(() -> {}));
    }
    Thread canceller =
        new Thread(
            null,
            () -> {
              while (next < TASKS / 2 && cancelOnTheWayUp(tasks)) {
                // With the code as the compiler has left it by now.
              }
            },
            "canceller",
            256 << 10);
    canceller.start();
    canceller.join();
    gate.open();
    pool.close();

    assertThat(next).isGreaterThan(2);
    for (Task<?> task : tasks) {
      assertThat(task.await(LONG)).isTrue();
    }
    assertThat(tasks).anyMatch(Task::isCancelled);
  }
}
