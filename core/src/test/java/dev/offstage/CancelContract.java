package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What cancelling the future of a submitted task does. */
interface CancelContract extends ExecutorFixture {
  @Test
  default void what_is_cancelled_in_the_queue_never_starts() throws Exception {
    ExecutorService executor = open(1, 10);
    AtomicInteger ran = new AtomicInteger();
    executor.submit(passing(""));
    Future<?> queued = executor.submit(ran::incrementAndGet);
    Future<?> last = executor.submit(() -> "");

    assertThat(queued.cancel(false)).isTrue();
    gate().open();
    last.get(20, TimeUnit.SECONDS);

    assertThat(ran).hasValue(0);
    assertThat(queued.isDone()).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    assertThat(queued.cancel(true)).isFalse();
    assertThatThrownBy(queued::get).isInstanceOf(CancellationException.class);
  }

  @Test
  default void cancel_interrupts_what_runs_only_if_asked_to() throws Exception {
    ExecutorService executor = open(2, 10);
    AtomicInteger interrupted = new AtomicInteger();
    Future<?> spared = executor.submit(countingInterrupts(interrupted));
    Future<?> stopped = executor.submit(countingInterrupts(interrupted));
    gate().awaitArrived(2);

    assertThat(spared.cancel(false)).isTrue();
    assertThat(stopped.cancel(true)).isTrue();

    await().until(() -> interrupted.get() == 1);
    gate().open();
    assertThat(executor.submit(() -> "next").get(20, TimeUnit.SECONDS)).isEqualTo("next");
    assertThat(interrupted).hasValue(1);
  }

  @Test
  default void the_interrupt_of_one_task_is_not_for_the_next() throws Exception {
    ExecutorService executor = open(1, 10);
    for (int i = 0; i < 50; i++) {
      CountDownLatch running = new CountDownLatch(1);
      AtomicBoolean hit = new AtomicBoolean();
      Future<?> future =
          executor.submit(
              () -> {
                running.countDown();
                gate().pass();
                return null;
              });
      Future<?> next = executor.submit(() -> hit.set(Thread.currentThread().isInterrupted()));
      running.await();
      future.cancel(true);
      next.get(20, TimeUnit.SECONDS);

      assertThat(hit).isFalse();
    }
  }

  @Test
  default void what_has_ended_is_not_cancelled() throws Exception {
    Future<String> future = open(1, 10).submit(() -> "done");
    future.get(20, TimeUnit.SECONDS);

    assertThat(future.cancel(true)).isFalse();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.get()).isEqualTo("done");
  }
}
