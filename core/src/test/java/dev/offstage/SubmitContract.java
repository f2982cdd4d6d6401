package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@code execute} and {@code submit} do, and the futures of these. */
interface SubmitContract extends ExecutorFixture {
  @Test
  default void execute_runs_the_command() {
    AtomicInteger ran = new AtomicInteger();

    open(2, 10).execute(ran::incrementAndGet);

    await().until(() -> ran.get() == 1);
  }

  @Test
  default void nothing_to_do_is_refused() {
    ExecutorService executor = open(2, 10);

    assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit((Runnable) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit((Callable<?>) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit(null, "result"))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  default void a_future_has_the_result_that_fits_the_way_of_submitting() throws Exception {
    ExecutorService executor = open(2, 10);
    Runnable work = () -> {};

    assertThat(executor.submit(() -> "called").get(20, TimeUnit.SECONDS)).isEqualTo("called");
    assertThat(executor.submit(work, "given").get(20, TimeUnit.SECONDS)).isEqualTo("given");
    assertThat(executor.submit(work).get(20, TimeUnit.SECONDS)).isNull();
    assertThat(executor.submit(() -> null).get()).isNull();
    assertThat(executor.submit(work, null).get()).isNull();
  }

  @Test
  default void what_the_work_throws_is_the_cause_at_get() {
    ExecutorService executor = open(2, 10);
    for (Throwable thrown :
        new Throwable[] {new IOException("a"), new ArithmeticException("b"), new Error("c")}) {
      Future<?> future = executor.submit(() -> sneak(thrown));

      assertThatThrownBy(future::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isSameAs(thrown);
      assertThat(future.isDone()).isTrue();
      assertThat(future.isCancelled()).isFalse();
    }
  }

  @Test
  default void a_command_that_throws_leaves_a_thread_for_the_next() throws Exception {
    ExecutorService executor = open(1, 10);
    for (int i = 0; i < 5; i++) {
      executor.execute(
          () -> {
            throw new IllegalStateException("broken");
          });
    }

    assertThat(executor.submit(() -> "next").get(20, TimeUnit.SECONDS)).isEqualTo("next");
  }

  @Test
  default void one_thread_runs_in_the_order_of_submission() throws Exception {
    ExecutorService executor = open(1, 20);
    List<Integer> order = new CopyOnWriteArrayList<>();
    executor.submit(passing(""));
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      futures.add(executor.submit(() -> order.add(number)));
    }
    gate().open();
    for (Future<?> future : futures) {
      future.get(20, TimeUnit.SECONDS);
    }

    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  default void a_limit_that_is_too_short_leaves_the_task_alone() throws Exception {
    Future<String> future = open(1, 10).submit(passing("late"));
    gate().awaitArrived(1);

    assertThatThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(future.isDone()).isFalse();
    gate().open();
    assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo("late");
  }

  @Test
  default void who_waits_for_a_result_can_be_interrupted() throws Exception {
    Future<String> future = open(1, 10).submit(passing("late"));
    Caller waiting = Caller.of(future::get);

    waiting.awaitWaiting().interrupt();

    assertThat(waiting.thrown()).isInstanceOf(InterruptedException.class);
    gate().open();
    assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo("late");
  }

  @Test
  default void past_threads_and_queue_nothing_gets_in() throws Exception {
    ExecutorService executor = open(1, 2);
    AtomicInteger ran = new AtomicInteger();
    executor.submit(passing(""));
    gate().awaitArrived(1);
    executor.execute(() -> {});
    Future<?> last = executor.submit(() -> {});

    assertThatThrownBy(() -> executor.execute(ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> executor.submit(ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);
    gate().open();
    last.get(20, TimeUnit.SECONDS);
    assertThat(ran).hasValue(0);
  }

  /** Throws anything. */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> String sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
