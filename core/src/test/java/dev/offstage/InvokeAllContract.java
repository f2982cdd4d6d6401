package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code invokeAll}, with a limit and without. */
interface InvokeAllContract extends ExecutorFixture {
  @Test
  default void all_have_ended_and_are_in_the_order_of_the_collection() throws Exception {
    ExecutorService executor = open(2, 20);
    List<Callable<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      all.add(() -> number);
    }

    List<Future<Integer>> futures = executor.invokeAll(all);

    assertThat(futures).hasSize(20).allMatch(Future::isDone);
    for (int i = 0; i < 20; i++) {
      assertThat(futures.get(i).get()).isEqualTo(i);
    }
    assertThat(executor.invokeAll(all, 20, TimeUnit.SECONDS))
        .hasSize(20)
        .allMatch(future -> future.isDone() && !future.isCancelled());
  }

  @Test
  default void nothing_to_invoke_is_done_at_once() throws Exception {
    ExecutorService executor = open(1, 10);
    Collection<Callable<String>> nothing = Collections.emptyList();

    assertThat(executor.invokeAll(nothing)).isEmpty();
    assertThat(executor.invokeAll(nothing, 1, TimeUnit.DAYS)).isEmpty();
  }

  @Test
  default void null_is_refused_as_a_whole_and_in_part() {
    ExecutorService executor = open(1, 10);
    AtomicInteger ran = new AtomicInteger();
    List<Callable<Integer>> holey = Arrays.asList(ran::incrementAndGet, null);

    for (Callable<?> way :
        new Callable<?>[] {
          () -> executor.invokeAll(null),
          () -> executor.invokeAll(null, 1, TimeUnit.DAYS),
          () -> executor.invokeAll(Collections.singleton(ran::incrementAndGet), 1, null),
          () -> executor.invokeAll(holey),
          () -> executor.invokeAll(holey, 1, TimeUnit.DAYS)
        }) {
      assertThatThrownBy(way::call).isInstanceOf(NullPointerException.class);
    }
  }

  @Test
  default void a_failure_is_in_its_future_and_the_others_go_on() throws Exception {
    IOException thrown = new IOException("broken");
    Callable<String> broken =
        () -> {
          throw thrown;
        };

    List<Future<String>> futures = open(1, 10).invokeAll(Arrays.asList(broken, () -> "whole"));

    assertThatThrownBy(() -> futures.get(0).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(thrown);
    assertThat(futures.get(1).get()).isEqualTo("whole");
  }

  @Test
  default void past_the_limit_the_rest_is_cancelled() throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    ExecutorService executor = open(1, 10);
    Callable<String> slow = countingInterrupts(interrupted);
    List<Callable<String>> all = Arrays.asList(() -> "quick", slow, slow);
    Caller invoking =
        Caller.of(
            () -> {
              List<Future<String>> futures = executor.invokeAll(all, 2, TimeUnit.SECONDS);
              assertThat(futures.get(0).get()).isEqualTo("quick");
              assertThat(futures).allMatch(Future::isDone);
              assertThat(futures.get(1).isCancelled()).isTrue();
              assertThat(futures.get(2).isCancelled()).isTrue();
              return null;
            });

    assertThat(invoking.thrown()).isNull();

    await().until(() -> interrupted.get() == gate().arrived());
    assertThat(executor.submit(() -> "next").get(20, TimeUnit.SECONDS)).isEqualTo("next");
  }

  @Test
  default void no_time_at_all_leaves_nothing_running() throws Exception {
    List<Callable<String>> all = Arrays.asList(passing(""), passing(""), passing(""));
    ExecutorService executor = open(1, 10);

    for (long limit : new long[] {0, -1, -1_000_000_000}) {
      assertThat(executor.invokeAll(all, limit, TimeUnit.NANOSECONDS))
          .hasSize(3)
          .allMatch(Future::isCancelled);
    }

    assertThat(executor.submit(() -> "free").get(20, TimeUnit.SECONDS)).isEqualTo("free");
  }

  @Test
  default void an_interrupt_of_the_caller_cancels_the_rest() throws Exception {
    ExecutorService executor = open(2, 10);
    AtomicInteger interrupted = new AtomicInteger();
    Callable<String> work = countingInterrupts(interrupted);
    Caller untimed = Caller.of(() -> executor.invokeAll(Arrays.asList(work, work, work)));
    gate().awaitArrived(2);

    untimed.awaitWaiting().interrupt();

    assertThat(untimed.thrown()).isInstanceOf(InterruptedException.class);
    // The thread of the first may have come to the third before that was cancelled, too.
    await().until(() -> interrupted.get() == gate().arrived());
    assertThat(executor.submit(() -> "free").get(20, TimeUnit.SECONDS)).isEqualTo("free");
  }

  @Test
  default void what_is_rejected_in_the_middle_takes_the_others_back() throws Exception {
    ExecutorService executor = open(1, 1);
    AtomicInteger ran = new AtomicInteger();
    Future<String> first = executor.submit(passing("first"));
    gate().awaitArrived(1);
    List<Callable<Integer>> all = Arrays.asList(ran::incrementAndGet, ran::incrementAndGet);

    assertThatThrownBy(() -> executor.invokeAll(all))
        .isInstanceOf(RejectedExecutionException.class);
    gate().open();

    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("first");
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).hasValue(0);
  }
}
