package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the end of a batch is seen. */
class BatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.pool.size", "3", "offstage.pool.queue", "10");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toList());
  }

  private Batch<Integer> waiting(int count) {
    return Offstage.map(
        numbers(count),
        n -> {
          gate.pass();
          return n;
        });
  }

  @Test
  void a_batch_is_done_with_its_last_item() throws Exception {
    Batch<Integer> batch = waiting(3);
    gate.awaitArrived(3);
    batch.tasks().get(0).cancel();
    batch.tasks().get(1).cancel();

    assertThat(batch.isDone()).isFalse();
    batch.tasks().get(2).cancel();
    assertThat(batch.isDone()).isTrue();
    assertThat(Offstage.map(Collections.<String>emptyList(), s -> s).isDone()).isTrue();
  }

  @Test
  void a_batch_that_was_joined_is_done() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      Batch<Integer> batch = Offstage.map(Arrays.asList(1, 2, 3), n -> n);
      batch.join();

      assertThat(batch.isDone()).as("batch %s", i).isTrue();
      assertThat(batch.toCompletableFuture().isDone()).as("future of batch %s", i).isTrue();
    }
  }

  @Test
  void settled_waits_for_all_and_throws_for_none() throws Exception {
    Batch<Integer> batch =
        Offstage.map(
            Arrays.asList(10, 0, 5),
            n -> {
              gate.pass();
              return 100 / n;
            });
    gate.awaitArrived(3);
    batch.tasks().get(2).cancel();
    Caller waiting = Caller.of(batch::settled);
    waiting.awaitWaiting();
    gate.open();

    assertThat(batch.settled())
        .isEqualTo(batch.tasks())
        .extracting(Task::status)
        .containsExactly(Task.Status.SUCCEEDED, Task.Status.FAILED, Task.Status.CANCELLED);
    assertThat(waiting.thrown()).isNull();
    assertThat(Offstage.map(Collections.<String>emptyList(), s -> s).settled()).isEmpty();
  }

  @Test
  void who_waits_for_a_batch_can_be_interrupted() throws Exception {
    Batch<Integer> batch = waiting(3);
    for (Caller waiting :
        new Caller[] {
          Caller.of(batch::settled), Caller.of(batch::join), Caller.of(() -> batch.join(LONG))
        }) {
      waiting.awaitWaiting().interrupt();
      assertThat(waiting.thrown()).isInstanceOf(InterruptedException.class);
    }
    gate.open();
    assertThat(batch.join(LONG)).isEqualTo(numbers(3));
  }

  @Test
  void the_future_has_the_results_in_order() throws Exception {
    Batch<Integer> batch = waiting(30);
    CompletableFuture<List<Integer>> future = batch.toCompletableFuture();
    gate.awaitArrived(3);
    assertThat(future.isDone()).isFalse();
    gate.open();

    assertThat(future.get()).isEqualTo(numbers(30));
    assertThat(batch.toCompletableFuture().getNow(null)).isEqualTo(numbers(30));
    assertThat(Offstage.map(Collections.<String>emptyList(), s -> s).toCompletableFuture())
        .isCompletedWithValue(Collections.emptyList());
  }

  @Test
  void the_future_fails_as_join_does_and_after_all_have_ended() {
    Batch<Integer> batch =
        Offstage.map(
            numbers(3),
            n -> {
              if (n > 0) {
                gate.pass();
              }
              return 1 / n;
            });
    CompletableFuture<List<Integer>> future = batch.toCompletableFuture();
    await().until(() -> batch.done() == 1);
    assertThat(future.isDone()).isFalse();
    gate.open();

    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(BatchFailedException.class)
        .hasMessageStartingWith("1 of 3 tasks of the batch failed, the first one item 0");
    assertThat(batch.done()).isEqualTo(3);
  }

  @Test
  void cancelling_the_future_cancels_the_batch() {
    Batch<Integer> batch = waiting(20);
    CompletableFuture<List<Integer>> future = batch.toCompletableFuture();
    CompletableFuture<List<Integer>> other = batch.toCompletableFuture();
    gate.awaitArrived(3);

    assertThat(future.cancel(true)).isTrue();

    assertThat(future.isCancelled()).isTrue();
    assertThat(batch.isDone()).isTrue();
    assertThat(batch.tasks()).allMatch(Task::isCancelled);
    assertThatThrownBy(other::get)
        .hasCauseInstanceOf(BatchFailedException.class)
        .hasRootCauseInstanceOf(CancellationException.class);
    await().until(() -> Offstage.pool().running() == 0);
    assertThat(gate.arrived()).isEqualTo(3);
  }

  @Test
  void completing_the_future_by_hand_or_cancelling_it_late_leaves_the_batch_alone()
      throws Exception {
    Batch<Integer> batch = waiting(3);
    CompletableFuture<List<Integer>> byHand = batch.toCompletableFuture();
    byHand.complete(Collections.emptyList());
    assertThat(byHand.cancel(true)).isFalse();
    gate.open();

    assertThat(batch.join()).isEqualTo(numbers(3));
    assertThat(batch.toCompletableFuture().cancel(true)).isFalse();
    assertThat(batch.errors()).isEmpty();
  }
}
