package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that takes too long, on real threads. */
class TimeoutTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final App app = App.with("offstage.pool.size", "1", "offstage.pool.queue", "10");
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger attempts = new AtomicInteger();

  @AfterEach
  void stop() {
    open.countDown();
    app.close();
  }

  private String deaf() {
    attempts.incrementAndGet();
    boolean interrupted = false;
    while (true) {
      try {
        open.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return "late, interrupted " + interrupted;
  }

  @Test
  void work_that_ends_in_time_is_left_alone() throws Exception {
    Task<String> task =
        Offstage.task(() -> Thread.interrupted() ? "interrupted" : "done").timeout(LONG).start();

    assertThat(task.join()).isEqualTo("done");
    assertThat(task.attempts()).singleElement().extracting(Attempt::error).isNull();
  }

  @Test
  void after_the_timeout_the_work_sees_that_it_should_stop_and_may_still_succeed()
      throws Exception {
    Task<String> task =
        Offstage.task(
                () -> {
                  Task<?> self = Task.current();
                  await().pollInSameThread().until(self::isStopping);
                  return "half of it";
                })
            .timeout(SHORT)
            .grace(LONG)
            .start();

    assertThat(task.join()).isEqualTo("half of it");
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(task.isStopping()).isFalse();
  }

  @Test
  void after_the_grace_the_task_fails_at_once_and_its_thread_is_interrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Task<Void> task =
        Offstage.task(
                () -> {
                  try {
                    open.await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                })
            .timeout(SHORT)
            .grace(SHORT)
            .start();

    assertThatThrownBy(task::join)
        .hasCauseInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("has not returned within 40ms");
    interrupted.await();
    assertThat(task.status()).isEqualTo(Task.Status.FAILED);
    assertThat(((TaskTimeoutException) task.error()).task()).isSameAs(task);
    // The thread goes on with the next one, which is not interrupted.
    assertThat(Offstage.call(Thread::interrupted).join()).isFalse();
    assertThat(Offstage.pool().counts().failed()).isEqualTo(1);
  }

  @Test
  void work_that_ran_out_of_time_is_tried_again_when_it_has_returned() throws Exception {
    Task<String> task =
        Offstage.task(
                () -> {
                  if (attempts.incrementAndGet() == 1) {
                    open.await();
                  }
                  return "done";
                })
            .timeout(SHORT)
            .grace(SHORT)
            .retries(1)
            .backoff(Backoff.from(Duration.ofMillis(1)))
            .start();

    assertThat(task.join()).isEqualTo("done");
    assertThat(attempts).hasValue(2);
    assertThat(task.attempts().get(0).error()).isInstanceOf(TaskTimeoutException.class);
    assertThat(task.attempts().get(0).error().getSuppressed())
        .hasAtLeastOneElementOfType(InterruptedException.class);
  }

  @Test
  void a_timeout_is_not_tried_again_if_only_other_exceptions_are() {
    Task<String> task =
        Offstage.task(this::deaf)
            .timeout(SHORT)
            .grace(SHORT)
            .retries(3)
            .retryOn(IOException.class)
            .start();

    assertThatThrownBy(task::join).hasCauseInstanceOf(TaskTimeoutException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void a_thread_that_does_not_return_is_replaced_and_named_with_its_stack() throws Exception {
    try (LogRecords log = new LogRecords()) {
      Task<String> task =
          Offstage.task(this::deaf).name("deaf").timeout(SHORT).grace(SHORT).start();
      assertThatThrownBy(task::join).hasCauseInstanceOf(TaskTimeoutException.class);

      // The only thread of the pool is in there, and yet:
      assertThat(Offstage.call(() -> "next").join()).isEqualTo("next");
      await()
          .untilAsserted(
              () ->
                  assertThat(log.all())
                      .anyMatch(
                          line ->
                              line.getMessage()
                                      .contains("task 'deaf' in pool 'default' goes on after")
                                  && Arrays.toString(line.getThrown().getStackTrace())
                                      .contains("TimeoutTest.deaf")));
    }
  }

  @Test
  void there_is_never_a_second_attempt_while_the_first_one_still_runs() throws Exception {
    Task<String> task = Offstage.task(this::deaf).timeout(SHORT).grace(SHORT).retries(3).start();

    assertThatThrownBy(task::join).hasCauseInstanceOf(TaskTimeoutException.class);
    open.countDown();
    Offstage.call(() -> "next").join();
    assertThat(attempts).hasValue(1);
  }

  @Test
  void a_pool_with_too_many_stuck_threads_refuses_tasks_until_they_return() throws Exception {
    try (App small =
        App.with(
            "offstage.pool.size",
            "1",
            "offstage.pool.stuck",
            "0",
            "offstage.pool.timeout",
            "20ms",
            "offstage.pool.grace",
            "20ms")) {
      Task<String> task = Offstage.call(this::deaf);
      assertThatThrownBy(task::join).hasCauseInstanceOf(TaskTimeoutException.class);

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> Offstage.call(() -> "next"))
                      .isInstanceOf(PoolFullException.class)
                      .hasMessageContaining("1 thread is stuck")
                      .hasMessageContaining("offstage.pool.stuck"));
      open.countDown();
      await().ignoreExceptions().until(() -> Offstage.call(() -> "next").join().equals("next"));
    }
  }

  @Test
  void whoever_waits_hears_of_a_timeout_on_another_thread_than_the_timers() throws Exception {
    List<String> threads = new CopyOnWriteArrayList<>();
    Task<String> task = Offstage.task(this::deaf).timeout(SHORT).grace(SHORT).start();
    task.toCompletableFuture()
        .whenComplete((result, thrown) -> threads.add(Thread.currentThread().getName()));

    assertThatThrownBy(task::join).isInstanceOf(TaskFailedException.class);
    await().until(() -> !threads.isEmpty());
    // Slow ones do not hold up what is due next.
    Task<String> next = Offstage.task(() -> "next").timeout(LONG).start();
    assertThat(next.join()).isEqualTo("next");
  }

  @Test
  void work_that_must_not_be_interrupted_is_not_but_its_task_fails() throws Exception {
    Task<String> task =
        Offstage.task(this::deaf).interrupt(false).timeout(SHORT).grace(SHORT).start();
    assertThatThrownBy(task::join).hasCauseInstanceOf(TaskTimeoutException.class);

    Task<Boolean> flag = Offstage.call(Thread::interrupted);
    open.countDown();
    assertThat(flag.join()).isFalse();
  }

  @Test
  void a_cancelled_task_has_no_timeout_any_more() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Task<Void> task =
        Offstage.task(
                () -> {
                  began.countDown();
                  open.await();
                })
            .timeout(Duration.ofMillis(200))
            .start();
    began.await();

    assertThat(task.cancel("enough")).isTrue();
    assertThat(Offstage.call(Thread::interrupted).join()).isFalse();
    assertThat(task.cause()).isEqualTo("enough");
    assertThat(Offstage.pool().counts().failed()).isZero();
  }

  @Test
  void what_ran_out_of_time_inside_of_a_task_leaves_that_its_interrupt() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Task<Void> outer =
        Offstage.task(
                () -> {
                  Offstage.task(this::deaf).timeout(SHORT).grace(SHORT).start().await();
                  interrupted.set(Thread.interrupted());
                })
            .start();
    // The inner one has failed, and its thread is still in there.
    await().until(() -> Offstage.pool().counts().failed() == 1);

    assertThat(outer.cancel(true)).isTrue();
    open.countDown();
    await().untilTrue(interrupted);
  }
}
