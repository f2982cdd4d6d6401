package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code invokeAny}, with a limit and without. */
interface InvokeAnyContract extends ExecutorFixture {
  /** Work that fails. */
  static Callable<String> failing(String message) {
    return () -> {
      throw new IllegalStateException(message);
    };
  }

  @Test
  default void the_result_is_of_one_that_succeeds() throws Exception {
    ExecutorService executor = open(2, 10);
    List<Callable<String>> all =
        Arrays.asList(failing("first"), failing("second"), () -> "third", failing("fourth"));

    assertThat(executor.invokeAny(all)).isEqualTo("third");
    assertThat(executor.invokeAny(all, 20, TimeUnit.SECONDS)).isEqualTo("third");
    Callable<String> none = () -> null;
    assertThat(executor.invokeAny(Collections.singleton(none))).isNull();
  }

  @Test
  default void if_all_fail_one_failure_is_the_cause() {
    ExecutorService executor = open(2, 10);
    List<Callable<String>> all = Arrays.asList(failing("broken"), failing("broken"));

    assertThatThrownBy(() -> executor.invokeAny(all))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken");
    assertThatThrownBy(() -> executor.invokeAny(all, 20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  default void with_the_first_result_the_rest_is_cancelled() throws Exception {
    ExecutorService executor = open(2, 10);
    AtomicInteger interrupted = new AtomicInteger();
    Callable<String> second =
        () -> {
          gate().awaitArrived(1);
          return "second";
        };
    List<Callable<String>> all =
        Arrays.asList(countingInterrupts(interrupted), second, countingInterrupts(interrupted));

    assertThat(executor.invokeAny(all)).isEqualTo("second");

    await().until(() -> interrupted.get() == gate().arrived());
    assertThat(executor.submit(() -> "free").get(20, TimeUnit.SECONDS)).isEqualTo("free");
  }

  @Test
  default void none_of_nothing_and_null_are_refused() {
    ExecutorService executor = open(2, 10);
    Collection<Callable<String>> nothing = Collections.emptyList();
    Collection<Callable<String>> holey = Arrays.asList(passing(""), null);

    for (Callable<?> way :
        new Callable<?>[] {
          () -> executor.invokeAny(nothing), () -> executor.invokeAny(nothing, 1, TimeUnit.DAYS)
        }) {
      assertThatThrownBy(way::call).isInstanceOf(IllegalArgumentException.class);
    }
    for (Callable<?> way :
        new Callable<?>[] {
          () -> executor.invokeAny(null),
          () -> executor.invokeAny(null, 1, TimeUnit.DAYS),
          () -> executor.invokeAny(Collections.singleton(() -> ""), 1, null),
          () -> executor.invokeAny(holey),
          () -> executor.invokeAny(holey, 1, TimeUnit.DAYS)
        }) {
      assertThatThrownBy(way::call).isInstanceOf(NullPointerException.class);
    }
  }

  @Test
  default void past_the_limit_all_are_cancelled() throws Exception {
    ExecutorService executor = open(2, 10);
    AtomicInteger interrupted = new AtomicInteger();
    Callable<String> work = countingInterrupts(interrupted);

    assertThatThrownBy(
            () -> executor.invokeAny(Arrays.asList(work, work, work), 50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    await().until(() -> interrupted.get() == gate().arrived());
    assertThat(executor.submit(() -> "free").get(20, TimeUnit.SECONDS)).isEqualTo("free");
  }

  @Test
  default void an_interrupt_of_the_caller_cancels_all() throws Exception {
    ExecutorService executor = open(2, 10);
    AtomicInteger interrupted = new AtomicInteger();
    Callable<String> work = countingInterrupts(interrupted);
    Caller invoking = Caller.of(() -> executor.invokeAny(Arrays.asList(work, work)));
    gate().awaitArrived(2);

    invoking.awaitWaiting().interrupt();

    assertThat(invoking.thrown()).isInstanceOf(InterruptedException.class);
    await().until(() -> interrupted.get() == 2);
  }

  @Test
  default void a_full_executor_rejects_all() throws Exception {
    ExecutorService executor = open(1, 1);
    AtomicInteger ran = new AtomicInteger();
    executor.submit(passing(""));
    gate().awaitArrived(1);
    executor.submit(() -> "");
    List<Callable<Integer>> all = Arrays.asList(ran::incrementAndGet, ran::incrementAndGet);

    assertThatThrownBy(() -> executor.invokeAny(all))
        .isInstanceOf(RejectedExecutionException.class);
    gate().open();
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).hasValue(0);
  }

  @Test
  default void one_thread_is_enough_for_many() throws Exception {
    List<Callable<String>> all =
        Arrays.asList(failing("a"), failing("b"), failing("c"), () -> "d", failing("e"));

    assertThat(open(1, 10).invokeAny(all)).isEqualTo("d");
  }
}
