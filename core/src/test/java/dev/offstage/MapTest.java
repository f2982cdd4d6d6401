package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MapTest {
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

  @Test
  void results_come_in_the_order_of_the_items() throws Exception {
    List<String> results = Offstage.map(numbers(500), n -> "n" + n).join();

    assertThat(results)
        .isEqualTo(IntStream.range(0, 500).mapToObj(n -> "n" + n).collect(Collectors.toList()));
  }

  @Test
  void nothing_to_do_is_done_at_once() throws Exception {
    Batch<String> batch = Offstage.map(Collections.<String>emptyList(), s -> s);

    assertThat(batch.join()).isEmpty();
    assertThat(batch.join(Duration.ZERO)).isEmpty();
    assertThat(batch.tasks()).isEmpty();
    assertThat(batch.errors()).isEmpty();
  }

  @Test
  void errors_are_collected_with_the_index_of_their_item() {
    Batch<Integer> batch = Offstage.map(Arrays.asList(10, 0, 5, 0), n -> 100 / n);

    assertThatThrownBy(batch::join)
        .isInstanceOf(BatchFailedException.class)
        .hasMessage(
            "2 of 4 tasks of the batch failed, the first one item 1:"
                + " java.lang.ArithmeticException: / by zero")
        .hasCauseInstanceOf(ArithmeticException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(batch.errors()).containsOnlyKeys(1, 3);
    assertThat(batch.tasks().get(0).status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(batch.done()).isEqualTo(4);
  }

  @Test
  void join_waits_for_all_even_when_the_first_has_failed() {
    Batch<Integer> batch =
        Offstage.map(
            numbers(3),
            n -> {
              if (n == 0) {
                throw new IllegalStateException("first");
              }
              gate.pass();
              return n;
            });
    gate.awaitArrived(2);
    assertThatThrownBy(() -> batch.join(Duration.ofMillis(20)))
        .isInstanceOf(TimeoutException.class);
    gate.open();

    assertThatThrownBy(batch::join).isInstanceOf(BatchFailedException.class);
    assertThat(batch.done()).isEqualTo(3);
  }

  @Test
  void a_limit_that_is_too_short_says_how_many_have_ended() throws Exception {
    Batch<Integer> batch =
        Offstage.map(
            numbers(8),
            n -> {
              if (n > 0) {
                gate.pass();
              }
              return n;
            });
    gate.awaitArrived(3);

    assertThatThrownBy(() -> batch.join(Duration.ofMillis(20)))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("After 20ms 1 of 8 tasks of the batch have ended");
    gate.open();
    assertThat(batch.join(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(numbers(8));
  }

  @Test
  void cancel_ends_all_that_have_not_ended() {
    Batch<Integer> batch =
        Offstage.map(
            numbers(50),
            n -> {
              if (n > 0) {
                gate.pass();
              }
              return n;
            });
    gate.awaitArrived(3);

    batch.cancel(true);

    assertThat(batch.done()).isEqualTo(50);
    assertThat(batch.tasks().get(0).status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(batch.errors()).hasSize(49).containsKeys(1, 49);
    assertThatThrownBy(batch::join).hasCauseInstanceOf(CancellationException.class);
    await().until(() -> Offstage.pool().running() == 0 && Offstage.pool().queued() == 0);
    assertThat(gate.arrived()).isEqualTo(3);
  }

  @Test
  void after_a_limit_there_are_the_results_so_far() {
    Batch<Integer> batch =
        Offstage.map(
            Arrays.asList(10, 0, 5),
            n -> {
              if (n == 5) {
                gate.pass();
              }
              return 100 / n;
            });
    gate.awaitArrived(1);
    await().until(() -> batch.done() == 2);

    assertThatThrownBy(() -> batch.join(Duration.ofMillis(20)))
        .isInstanceOf(TimeoutException.class);
    assertThat(batch.completed()).containsOnlyKeys(0).containsValue(10);
    assertThat(batch.errors()).containsOnlyKeys(1);
  }

  @Test
  void one_cancelled_item_does_not_stop_the_others() throws Exception {
    Batch<Integer> batch =
        Offstage.map(
            numbers(20),
            n -> {
              gate.pass();
              return n;
            });
    gate.awaitArrived(3);
    batch.tasks().get(4).cancel();
    batch.tasks().get(19).cancel();
    gate.open();

    assertThatThrownBy(() -> batch.join(Duration.ofSeconds(20)))
        .isInstanceOf(BatchFailedException.class)
        .hasMessageStartingWith("2 of 20");
    assertThat(batch.errors()).containsOnlyKeys(4, 19);
  }

  @Test
  void where_there_is_no_room_for_the_first_nothing_starts() {
    Pool pool = Pool.builder("tiny").size(1).queue(1).build();
    gate.fill(pool);
    Gate items = new Gate();

    assertThatThrownBy(() -> pool.map(numbers(5), n -> items.arrived()))
        .isInstanceOf(PoolFullException.class);
    pool.close();
    assertThatThrownBy(() -> pool.map(numbers(5), n -> items.arrived()))
        .isInstanceOf(PoolClosedException.class);
    assertThat(items.arrived()).isZero();
  }

  @Test
  void items_and_results_may_be_null() throws Exception {
    assertThat(Offstage.map(Arrays.asList("a", null), s -> s).join()).containsExactly("a", null);
  }
}
