package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that is of no use any more when one item has failed. */
class FailFastTest {
  private final App app = App.with("offstage.pool.size", "3", "offstage.pool.queue", "10");
  private final Gate gate = new Gate();
  private final Gate failure = new Gate();

  @AfterEach
  void stop() {
    failure.open();
    gate.open();
    app.close();
  }

  /** The second item fails when it may; the others wait. */
  private Batch<Integer> batch(int count, int chunk, AtomicInteger interrupted) {
    List<Integer> numbers = IntStream.range(0, count).boxed().collect(Collectors.toList());
    return Offstage.pool()
        .map(
            numbers,
            n -> {
              if (n == 1) {
                failure.pass();
                throw new IllegalStateException("broken");
              }
              try {
                gate.pass();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
              }
              return n;
            },
            chunk);
  }

  @Test
  void one_failure_cancels_the_rest_and_interrupts_what_runs() {
    AtomicInteger interrupted = new AtomicInteger();
    Batch<Integer> batch = batch(50, 1, interrupted);
    assertThat(batch.failFast()).isSameAs(batch);
    gate.awaitArrived(2);
    failure.open();

    assertThatThrownBy(batch::join)
        .isInstanceOf(BatchFailedException.class)
        .hasMessage(
            "50 of 50 tasks of the batch failed, the first one item 1:"
                + " java.lang.IllegalStateException: broken")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(batch.tasks().get(1).status()).isEqualTo(Task.Status.FAILED);
    assertThat(batch.tasks().stream().filter(Task::isCancelled)).hasSize(49);
    await().until(() -> interrupted.get() == 2);
    assertThat(gate.arrived()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 50})
  void so_does_one_in_a_chunk(int chunk) {
    Batch<Integer> batch = batch(50, chunk, new AtomicInteger()).failFast();
    gate.awaitArrived(1);
    batch.tasks().get(0).cancel(true);
    failure.open();

    await().until(batch::isDone);
    assertThat(batch.tasks().stream().filter(Task::isCancelled)).hasSize(49);
  }

  @Test
  void a_failure_before_the_call_counts_too() {
    AtomicInteger interrupted = new AtomicInteger();
    Batch<Integer> batch = batch(50, 1, interrupted);
    failure.open();
    await().until(() -> batch.done() == 1);
    gate.awaitArrived(2);
    assertThat(batch.isDone()).isFalse();

    batch.failFast();

    assertThat(batch.isDone()).isTrue();
    assertThat(batch.done()).isEqualTo(50);
  }

  @Test
  void a_cancelled_item_is_no_failure() throws Exception {
    Batch<Integer> batch = batch(1, 1, new AtomicInteger()).failFast();
    Batch<Integer> other =
        Offstage.map(
                Arrays.asList(1, 2, 3),
                n -> {
                  gate.pass();
                  return n;
                })
            .failFast();
    other.tasks().get(1).cancel();
    gate.open();

    other.settled();
    assertThat(other.errors()).containsOnlyKeys(1);
    assertThat(batch.join()).containsExactly(0);
  }

  @Test
  void without_a_failure_nothing_changes() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      numbers.add(i);
    }

    assertThat(Offstage.map(numbers, n -> n).failFast().join()).isEqualTo(numbers);
  }

  @Test
  void the_interrupt_stays_with_the_batch() throws Exception {
    for (int i = 0; i < 100; i++) {
      Batch<Integer> batch = Offstage.map(Arrays.asList(1, 0, 2, 3, 0, 4), n -> 1 / n).failFast();
      batch.settled();

      assertThat(Thread.interrupted()).isFalse();
      assertThat(Offstage.call(() -> Thread.currentThread().isInterrupted()).join()).isFalse();
    }
  }
}
