package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not to wait for room though the policy is to block. */
@Timeout(20)
@ExtendWith(ServerThreads.class)
class BlockedHandOverTest {
  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    Thread.interrupted();
    gate.open();
    app.close();
  }

  private static Pool patient(String threads) {
    return Pool.builder("patient")
        .size(1)
        .queue(1)
        .threads(threads)
        .whenFull(WhenFull.block(Duration.ofHours(1)))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_thread_that_is_interrupted_already_is_refused_at_once(String threads) {
    Pool pool = patient(threads);
    gate.fill(pool);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pool.run(() -> {}))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("1 running and 1 queued, and its thread was interrupted")
        .hasMessageNotContaining("also after");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(pool.counts().rejected()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void so_is_its_batch(String threads) {
    Pool pool = patient(threads);
    gate.fill(pool);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pool.map(Arrays.asList(1, 2), n -> n))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("its thread was interrupted");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void where_there_is_room_an_interrupted_thread_hands_over_as_any_other(String threads)
      throws Exception {
    Pool pool = patient(threads);
    Thread.currentThread().interrupt();

    Task<Boolean> task = pool.call(() -> Thread.currentThread().isInterrupted());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(task.join()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_task_of_the_pool_runs_what_has_no_room(String threads) throws Exception {
    Pool pool = patient(threads);
    Task<Boolean> outer =
        pool.call(
            () -> {
              pool.run(() -> {});
              Task<Thread> here = pool.call(Thread::currentThread);
              return here.isDone() && here.join() == Thread.currentThread();
            });

    assertThat(outer.join()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_task_of_the_pool_runs_the_batch_that_has_no_room(String threads) throws Exception {
    Pool pool = patient(threads);
    Task<String> outer =
        pool.call(
            () -> {
              pool.run(() -> {});
              return pool.map(Arrays.asList(1, 2, 3), n -> -n).join().toString();
            });

    assertThat(outer.join()).isEqualTo("[-1, -2, -3]");
  }
}
