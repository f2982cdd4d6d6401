package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.workers.PoolThreads;
import dev.offstage.internal.workers.WorkersOf;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The system gives the timer no thread: what it was to let go on does not wait for ever. */
class NoTimerThreadTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private volatile boolean hasThread = true;
  private final OffstageRuntime app =
      OffstageRuntime.forTest(
          Settings.load(Collections.emptyList()),
          (home, its) -> WorkersOf.threads(home, its, PoolThreads.platform("few", null), () -> {}),
          new Clock(() -> timer) {
            @Override
            public Future<?> after(Duration wait, Runnable action) {
              if (!hasThread) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return super.after(wait, action);
            }
          },
          null);
  private final Pool pool = app.defaultPool();

  @AfterEach
  void stop() {
    app.drain();
    timer.shutdownNow();
  }

  private TaskBuilder<String> task() {
    return new TaskBuilder<>(pool, TaskDraft.of(() -> "done")).key("mail").orderBy("customer");
  }

  @Test
  void a_task_that_cannot_wait_for_its_time_leaves_neither_its_key_nor_its_place()
      throws Exception {
    hasThread = false;

    assertThatThrownBy(() -> task().delay(LONG).start()).isInstanceOf(OutOfMemoryError.class);
    assertThat(pool.counts().failed()).isEqualTo(1);
    assertThat(task().start().join(LONG)).isEqualTo("done");
    assertThat(pool.queued()).isZero();
  }

  @Test
  void a_task_that_cannot_wait_for_its_next_attempt_fails() throws Exception {
    Task<?> task =
        new TaskBuilder<>(
                pool,
                TaskDraft.of(
                    () -> {
                      hasThread = false;
                      throw new IOException("down");
                    }))
            .retries(3)
            .key("mail")
            .orderBy("customer")
            .start();

    assertThatThrownBy(() -> task.join(LONG)).hasCauseInstanceOf(OutOfMemoryError.class);
    assertThat(task.attempts()).singleElement().extracting(Attempt::error).isNotNull();
    assertThat(task().start().join(LONG)).isEqualTo("done");
    assertThat(pool.queued()).isZero();
  }
}
