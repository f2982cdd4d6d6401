package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** {@code map} with several items at a time. */
class MapChunkTest {
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

  private static Pool one() {
    return Pool.builder("one").size(1).queue(10).build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 99, 100, 101, Integer.MAX_VALUE})
  void results_come_in_the_order_of_the_items(int chunk) throws Exception {
    List<Integer> numbers = numbers(100);

    assertThat(Offstage.pool().map(numbers, n -> n, chunk).join()).isEqualTo(numbers);
    assertThat(Offstage.pool().map(Collections.<String>emptyList(), s -> s, chunk).join())
        .isEmpty();
  }

  @Test
  void a_chunk_has_at_least_one_item() {
    for (int chunk : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Offstage.pool().map(numbers(3), n -> n, chunk))
          .withMessage("chunk is " + chunk + "; allowed: 1 and more");
    }
    assertThatThrownBy(() -> Offstage.pool().map(null, n -> n, 2))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Offstage.pool().map(numbers(3), null, 2))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void one_thread_does_a_chunk_and_then_others_have_their_turn() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    Pool pool = one();
    gate.occupy(pool);
    Batch<Boolean> batch = pool.map(numbers(6), n -> order.add("item " + n), 3);
    Task<Boolean> other = pool.call(() -> order.add("other"));
    gate.open();
    batch.join(LONG);
    other.join(LONG);

    assertThat(order)
        .containsExactly("item 0", "item 1", "item 2", "other", "item 3", "item 4", "item 5");
  }

  @Test
  void a_failure_is_the_items_and_not_the_chunks() throws Exception {
    Batch<Integer> batch = Offstage.pool().map(Arrays.asList(1, 0, 2, 0), n -> 6 / n, 4);
    batch.settled();

    assertThat(batch.errors()).containsOnlyKeys(1, 3);
    assertThat(batch.tasks().get(2).join()).isEqualTo(3);
  }

  @Test
  void an_interrupt_hits_one_item_of_the_chunk() throws Exception {
    Batch<Boolean> batch =
        one()
            .map(
                numbers(3),
                n -> {
                  if (n == 0) {
                    gate.pass();
                  }
                  return Thread.currentThread().isInterrupted();
                },
                3);
    gate.awaitArrived(1);

    batch.tasks().get(0).cancel(true);

    batch.settled();
    assertThat(batch.tasks().get(1).join()).isFalse();
    assertThat(batch.tasks().get(2).join()).isFalse();
  }

  @Test
  void an_item_that_was_cancelled_in_its_chunk_does_not_run() throws Exception {
    List<Integer> ran = new CopyOnWriteArrayList<>();
    Batch<Integer> batch =
        one()
            .map(
                numbers(4),
                n -> {
                  gate.pass();
                  ran.add(n);
                  return n;
                },
                4);
    gate.awaitArrived(1);
    batch.tasks().get(2).cancel();
    gate.open();

    batch.settled();
    assertThat(ran).containsExactly(0, 1, 3);
  }

  @Test
  void the_context_is_each_items() throws Exception {
    MDC.put("user", "anna");
    try {
      assertThat(one().map(numbers(5), n -> user(), 5).join()).containsOnly("anna");
    } finally {
      MDC.remove("user");
    }
  }

  /** What an item leaves behind is not the next one's. */
  private static String user() {
    String user = MDC.get("user");
    MDC.put("user", "left behind");
    return user;
  }
}
