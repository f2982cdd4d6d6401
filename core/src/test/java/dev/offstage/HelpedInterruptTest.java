package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt is for the task that it is meant for, though two of them share a thread. */
@ExtendWith(ServerThreads.class)
class HelpedInterruptTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int LEVELS = 3;

  private final App app = App.with();
  private final Gate gate = new Gate();
  // Of each level, the outermost first.
  private final AtomicReferenceArray<Task<Void>> tasks = new AtomicReferenceArray<>(LEVELS);
  private final AtomicIntegerArray interrupted = new AtomicIntegerArray(LEVELS);

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static Pool one(String threads) {
    return Pool.builder("one").size(1).queue(10).threads(threads).build();
  }

  /** A task that waits for a task, down to the last level, which waits at the gate. */
  private Task<Void> nest(Pool pool, int level) {
    Task<Void> task =
        pool.run(
            () -> {
              try {
                if (level < LEVELS - 1) {
                  nest(pool, level + 1).await();
                } else {
                  gate.pass();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              if (Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet(level);
              }
            });
    tasks.set(level, task);
    return task;
  }

  @ParameterizedTest
  @CsvSource({
    "platform, 0",
    "platform, 1",
    "platform, 2",
    MANAGED + ", 0",
    MANAGED + ", 1",
    MANAGED + ", 2"
  })
  void of_three_that_wait_for_each_other_only_the_cancelled_one_sees_it(String threads, int level)
      throws Exception {
    Pool pool = one(threads);
    nest(pool, 0);
    gate.awaitArrived(1);

    assertThat(tasks.get(level).cancel(true)).isTrue();
    gate.open();
    pool.call(() -> "all have left").join(LONG);

    for (int i = 0; i < LEVELS; i++) {
      assertThat(interrupted.get(i)).as("level " + i).isEqualTo(i == level ? 1 : 0);
      assertThat(tasks.get(i).isCancelled()).as("level " + i).isEqualTo(i == level);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void all_see_it_when_all_are_cancelled(String threads) throws Exception {
    Pool pool = one(threads);
    nest(pool, 0);
    gate.awaitArrived(1);

    pool.terminate();
    assertThat(pool.join(LONG)).isTrue();

    assertThat(interrupted).hasToString("[1, 1, 1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_task_that_is_run_by_a_cancelled_one_succeeds(String threads) throws Exception {
    Pool pool = one(threads);
    AtomicReference<Task<String>> inner = new AtomicReference<>();
    Task<String> outer =
        pool.call(
            () -> {
              inner.set(
                  pool.call(
                      () -> {
                        gate.pass();
                        return "well";
                      }));
              return inner.get().join();
            });
    gate.awaitArrived(1);

    outer.cancel(true);
    gate.open();

    assertThat(inner.get().join(LONG)).isEqualTo("well");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_blocking_call_after_the_wait_ends_at_once(String threads) throws Exception {
    Pool pool = one(threads);
    Gate never = new Gate();
    Task<Void> outer =
        pool.run(
            () -> {
              try {
                pool.run(gate::pass).join();
              } catch (CancellationException e) {
                // As it is meant to be.
              }
              never.pass();
            });
    gate.awaitArrived(1);

    pool.terminate();

    await().until(() -> pool.running() == 0);
    assertThat(outer.isCancelled()).isTrue();
    assertThat(never.arrived()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void what_the_inner_work_leaves_set_is_not_seen_by_the_outer_one(String threads)
      throws Exception {
    Pool pool = one(threads);
    Task<Boolean> outer =
        pool.call(
            () -> {
              pool.run(() -> Thread.currentThread().interrupt()).join();
              return Thread.currentThread().isInterrupted();
            });

    assertThat(outer.join(LONG)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void what_the_outer_work_has_set_is_there_again_after_the_wait(String threads) throws Exception {
    Pool pool = one(threads);
    Task<String> outer =
        pool.call(
            () -> {
              Task<Boolean> inner = pool.call(() -> Thread.currentThread().isInterrupted());
              Thread.currentThread().interrupt();
              boolean seen = inner.toCompletableFuture().join();
              return seen + ", " + Thread.currentThread().isInterrupted();
            });

    assertThat(outer.join(LONG)).isEqualTo("false, true");
  }
}
