package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** How an executor ends. */
interface ShutdownContract extends ExecutorFixture {
  @Test
  default void after_shutdown_nothing_new_gets_in() {
    ExecutorService executor = open(2, 10);
    AtomicInteger ran = new AtomicInteger();
    Callable<Integer> work = ran::incrementAndGet;
    executor.shutdown();

    for (Callable<?> way :
        new Callable<?>[] {
          () -> executor.submit(work),
          () -> executor.submit((Runnable) ran::incrementAndGet),
          () -> executor.submit(ran::incrementAndGet, ""),
          () -> executor.invokeAll(Collections.singleton(work)),
          () -> executor.invokeAny(Collections.singleton(work)),
          () -> {
            executor.execute(ran::incrementAndGet);
            return null;
          }
        }) {
      assertThatThrownBy(way::call).isInstanceOf(RejectedExecutionException.class);
    }
    assertThat(ran).hasValue(0);
  }

  @Test
  default void after_shutdown_what_was_accepted_still_runs() throws Exception {
    ExecutorService executor = open(1, 10);
    executor.submit(passing(""));
    Future<String> queued = executor.submit(() -> "queued");
    gate().awaitArrived(1);

    executor.shutdown();

    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    gate().open();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(queued.get(0, TimeUnit.SECONDS)).isEqualTo("queued");
  }

  @Test
  default void an_executor_that_is_open_never_terminates() throws Exception {
    ExecutorService executor = open(1, 10);

    assertThat(executor.isShutdown()).isFalse();
    assertThat(executor.isTerminated()).isFalse();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(executor.awaitTermination(-1, TimeUnit.DAYS)).isFalse();
    assertThat(executor.awaitTermination(Long.MIN_VALUE, TimeUnit.DAYS)).isFalse();
    assertThatThrownBy(() -> executor.awaitTermination(1, null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  default void one_that_has_nothing_to_do_terminates_at_once() throws Exception {
    ExecutorService executor = open(1, 10);

    executor.shutdown();

    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(executor.shutdownNow()).isEmpty();
    executor.shutdown();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  default void shutdown_now_interrupts_what_runs_and_returns_what_never_began() throws Exception {
    ExecutorService executor = open(1, 10);
    AtomicInteger interrupted = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    Runnable first = ran::incrementAndGet;
    executor.submit(countingInterrupts(interrupted));
    gate().awaitArrived(1);
    executor.execute(first);
    executor.submit(ran::incrementAndGet);

    List<Runnable> never = executor.shutdownNow();

    assertThat(never).hasSize(2).contains(first);
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted).hasValue(1);
    assertThat(ran).hasValue(0);
    assertThat(executor.shutdownNow()).isEmpty();
  }

  /** A thread that is interrupted looks for its next work at once. */
  @RepeatedTest(20)
  default void what_waited_at_shutdown_now_never_begins() throws Exception {
    ExecutorService executor = open(1, 100);
    AtomicInteger ran = new AtomicInteger();
    executor.submit(countingInterrupts(new AtomicInteger()));
    gate().awaitArrived(1);
    List<Runnable> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // No lambda, which would be the same object each time.
      Runnable each =
          new Runnable() {
            @Override
            public void run() {
              ran.incrementAndGet();
            }
          };
      waiting.add(each);
      executor.execute(each);
    }

    assertThat(executor.shutdownNow()).containsExactlyInAnyOrderElementsOf(waiting);
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).hasValue(0);
  }

  @Test
  default void what_ignores_its_interrupt_is_waited_for_too() throws Exception {
    ExecutorService executor = open(1, 10);
    AtomicInteger left = new AtomicInteger();
    executor.execute(
        () -> {
          gate().passIgnoringInterrupts();
          left.incrementAndGet();
        });
    gate().awaitArrived(1);

    assertThat(executor.shutdownNow()).isEmpty();

    assertThat(executor.isTerminated()).isFalse();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    gate().open();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(left).hasValue(1);
  }

  @Test
  default void who_waits_for_the_end_wakes_with_the_last_task() throws Exception {
    ExecutorService executor = open(2, 10);
    executor.submit(passing(""));
    executor.submit(passing(""));
    executor.shutdown();
    Caller waiting =
        Caller.of(
            () -> {
              assertThat(executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
              return null;
            });
    waiting.awaitWaiting();

    gate().open();

    assertThat(waiting.thrown()).isNull();
  }

  @Test
  default void who_waits_for_the_end_can_be_interrupted() throws Exception {
    ExecutorService executor = open(1, 10);
    Caller waiting = Caller.of(() -> executor.awaitTermination(1, TimeUnit.DAYS));

    waiting.awaitWaiting().interrupt();

    assertThat(waiting.thrown()).isInstanceOf(InterruptedException.class);
  }

  @Test
  default void a_task_may_shut_its_executor_down() throws Exception {
    ExecutorService executor = open(1, 10);

    executor.execute(executor::shutdown);

    await().until(executor::isShutdown);
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Whoever has seen the end may close what the tasks use. */
  @Test
  default void nothing_runs_after_the_end_however_late_it_was_submitted() throws Exception {
    for (int round = 0; round < 300; round++) {
      ExecutorService executor = open(1, 10);
      AtomicInteger late = new AtomicInteger();
      AtomicInteger ended = new AtomicInteger();
      Caller submitting =
          Caller.of(
              () -> {
                while (true) {
                  executor.submit(() -> late.addAndGet(ended.get())).get();
                }
              });
      executor.shutdown();
      assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      ended.set(1);

      assertThat(submitting.thrown()).isInstanceOf(RejectedExecutionException.class);
      assertThat(late).hasValue(0);
    }
  }
}
