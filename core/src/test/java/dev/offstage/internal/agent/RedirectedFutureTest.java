package dev.offstage.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.Backoff;
import dev.offstage.Offstage;
import dev.offstage.Task;
import dev.offstage.TestMode;
import dev.offstage.internal.task.PoolTask;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The future of a call: after the last attempt, and for calls that join another one's task. */
class RedirectedFutureTest {
  private final TestMode tasks = TestMode.manual();
  private final AtomicInteger attempts = new AtomicInteger();

  @AfterEach
  void close() {
    tasks.close();
  }

  private static RedirectedFuture started(Callable<?> body, int retries) {
    RedirectedFuture future = new RedirectedFuture(body, true);
    Task<?> task =
        Offstage.task((Callable<Object>) future::call)
            .retries(retries)
            .backoff(Backoff.from(Duration.ofSeconds(1)).jitter(0))
            .start();
    future.belongTo((PoolTask<?>) task);
    return future;
  }

  private void runAll() {
    for (int i = 0; i < 5; i++) {
      tasks.runAll();
      tasks.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void an_attempt_that_throws_does_not_complete_it_if_there_is_another_one() {
    RedirectedFuture future =
        started(
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw new IOException("down");
              }
              return CompletableFuture.completedFuture("sent");
            },
            3);
    tasks.runAll();
    assertThat(future).isNotDone();
    runAll();

    assertThat(future).isCompletedWithValue("sent");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void a_future_that_has_failed_already_is_a_failed_attempt() {
    RedirectedFuture future =
        started(
            () -> {
              CompletableFuture<String> returned = new CompletableFuture<>();
              if (attempts.incrementAndGet() < 3) {
                returned.completeExceptionally(new IOException("down"));
              } else {
                returned.complete("sent");
              }
              return returned;
            },
            2);
    runAll();

    assertThat(future).isCompletedWithValue("sent");
  }

  @Test
  void the_last_failure_completes_it() {
    RedirectedFuture future =
        started(
            () -> {
              throw new IOException("down " + attempts.incrementAndGet());
            },
            1);
    runAll();

    assertThatThrownBy(future::get).hasRootCauseMessage("down 2");
  }

  @Test
  void a_call_that_joins_has_the_same_result_in_a_future_of_its_own() throws Exception {
    CompletableFuture<String> late = new CompletableFuture<>();
    RedirectedFuture first = new RedirectedFuture(() -> late, true);
    Task<?> task = Offstage.task((Callable<Object>) first::call).start();
    first.belongTo((PoolTask<?>) task);

    CompletableFuture<?> second = RedirectedFuture.following((PoolTask<?>) task);
    CompletableFuture<?> third = RedirectedFuture.following((PoolTask<?>) task);
    assertThat(third.cancel(true)).isTrue();
    tasks.runAll();
    assertThat(second).isNotDone();
    late.complete("sent");

    assertThat(second.get()).isEqualTo("sent");
    assertThat(first.get()).isEqualTo("sent");
  }

  @Test
  void a_call_that_joins_fails_and_is_cancelled_with_the_task() {
    Task<?> failing =
        Offstage.task(
                (Callable<Object>)
                    () -> {
                      throw new IOException("down");
                    })
            .start();
    Task<?> cancelled = Offstage.task((Callable<Object>) () -> "never").start();
    CompletableFuture<?> one = RedirectedFuture.following((PoolTask<?>) failing);
    CompletableFuture<?> other = RedirectedFuture.following((PoolTask<?>) cancelled);

    cancelled.cancel();
    tasks.runAll();

    assertThatThrownBy(one::get).hasRootCauseMessage("down");
    assertThat(other).isCancelled();
  }

  @Test
  void a_call_that_joins_a_task_of_another_kind_gets_no_result_of_it() throws Exception {
    Task<?> other =
        Offstage.task((Callable<Object>) () -> "a text that this caller cannot use").start();
    CompletableFuture<?> joined = RedirectedFuture.following((PoolTask<?>) other);

    tasks.runAll();

    assertThat(joined.get()).isNull();
  }
}
