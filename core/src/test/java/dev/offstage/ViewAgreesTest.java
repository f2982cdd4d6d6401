package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A view says of the task what is true, also while the dependents of another view are slow. */
class ViewAgreesTest {
  // Shorter than a gate holds up who ignores interrupts.
  private static final Duration LONG = Duration.ofSeconds(10);

  private final App app = App.with("offstage.pool.size", "2");
  private final Gate work = new Gate();
  private final Gate dependent = new Gate();

  @AfterEach
  void stop() {
    work.open();
    dependent.open();
    app.close();
  }

  private Task<String> slow() {
    return Offstage.call(
        () -> {
          work.pass();
          return "result";
        });
  }

  /** The thread of the task stays here when the task has ended. */
  private void holdUp(CompletableFuture<?> view) {
    view.whenComplete((result, error) -> dependent.passIgnoringInterrupts());
  }

  @Test
  void a_task_that_has_just_succeeded_is_not_cancelled_through_a_view() throws Exception {
    Task<String> task = slow();
    holdUp(task.toCompletableFuture());
    CompletableFuture<String> second = task.toCompletableFuture();
    work.open();
    dependent.awaitArrived(1);

    assertThat(second.cancel(true)).isFalse();

    assertThat(second.isCancelled()).isFalse();
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("result");
  }

  @Test
  void a_view_of_a_cancelled_task_is_cancelled() {
    Task<String> task = slow();
    holdUp(task.toCompletableFuture());
    CompletableFuture<String> second = task.toCompletableFuture();
    work.awaitArrived(1);
    Thread canceller = new Thread(() -> task.cancel(true));
    canceller.start();
    dependent.awaitArrived(1);

    assertThat(second.cancel(true)).isTrue();

    assertThat(second.isCancelled()).isTrue();
  }

  @Test
  void who_only_waits_is_free_before_a_slow_dependent() throws Exception {
    Task<String> task = slow();
    holdUp(task.toCompletableFuture());
    AtomicReference<String> got = new AtomicReference<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                got.set(task.join());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiter.start();
    await().until(() -> waiter.getState() == Thread.State.WAITING);
    work.open();
    dependent.awaitArrived(1);

    waiter.join(LONG.toMillis());

    assertThat(got).hasValue("result");
    assertThat(task.join(LONG)).isEqualTo("result");
  }

  @Test
  void so_are_the_waiters_of_a_batch() throws Exception {
    Batch<String> batch =
        Offstage.map(
            Arrays.asList("a", "b"),
            text -> {
              work.pass();
              return text;
            });
    batch.tasks().forEach(task -> holdUp(task.toCompletableFuture()));
    work.open();
    dependent.awaitArrived(2);

    assertThat(batch.join(LONG)).containsExactly("a", "b");
  }

  @Test
  void cancelling_the_view_of_a_batch_says_that_it_is_cancelled() {
    CompletableFuture<?> view =
        Offstage.map(
                Arrays.asList("a", "b", "c"),
                text -> {
                  work.pass();
                  return text;
                })
            .toCompletableFuture();

    assertThat(view.cancel(true)).isTrue();

    assertThat(view.isCancelled()).isTrue();
  }

  @Test
  void the_view_of_a_batch_that_has_succeeded_is_not_cancelled_any_more() throws Exception {
    Batch<String> batch = Offstage.map(Arrays.asList("a", "b"), text -> text);
    CompletableFuture<?> view = batch.toCompletableFuture();
    batch.join(LONG);

    assertThat(view.cancel(true)).isFalse();
    assertThat(view.isCancelled()).isFalse();
  }
}
