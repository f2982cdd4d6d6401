package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.Jndi;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A long batch fits through any queue and lets others in. */
class MapUnderLoadTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    Jndi.uninstall();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toList());
  }

  @Test
  void a_hundred_thousand_items_go_through_a_queue_of_ten() throws Exception {
    Pool pool = Pool.builder("narrow").size(2).queue(10).build();

    List<Integer> results = pool.map(numbers(100_000), n -> n + 1).join(LONG);

    assertThat(results).hasSize(100_000).startsWith(1, 2, 3).endsWith(100_000);
  }

  @Test
  void a_task_that_comes_meanwhile_gets_its_turn_before_the_batch_ends() throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(10).build();
    List<String> order = new CopyOnWriteArrayList<>();
    Batch<Boolean> batch =
        pool.map(
            numbers(50),
            n -> {
              gate.pass();
              return order.add("item");
            });
    gate.awaitArrived(1);

    Task<Boolean> other = pool.call(() -> order.add("other"));
    gate.open();
    batch.join(LONG);

    assertThat(other.join(LONG)).isTrue();
    assertThat(order.indexOf("other")).isEqualTo(1);
  }

  @Test
  void a_batch_that_finds_the_queue_full_goes_on_and_lets_the_others_in() throws Exception {
    Pool pool = Pool.builder("busy").size(2).queue(2).build();
    List<String> order = new CopyOnWriteArrayList<>();
    Batch<Boolean> batch =
        pool.map(
            numbers(2_000),
            n -> {
              if (n < 2) {
                gate.pass();
              }
              return order.add("item");
            });
    gate.awaitArrived(2);
    Task<Boolean> third = pool.call(() -> order.add("third"));
    Task<Boolean> fourth = pool.call(() -> order.add("fourth"));
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    gate.open();

    assertThat(batch.join(LONG)).hasSize(2_000);
    assertThat(third.join(LONG) && fourth.join(LONG)).isTrue();
    // Neither waits for the end of the batch, though no lane found room in the queue.
    assertThat(order.subList(0, 1_000)).contains("third", "fourth");
  }

  @Test
  void batches_that_find_no_room_for_a_second_lane_end_all_the_same() throws Exception {
    Pool pool = Pool.builder("busy").size(2).queue(1).whenFull(WhenFull.block(LONG)).build();
    for (int i = 0; i < 3_000; i++) {
      pool.run(() -> {});
      pool.run(() -> {});
      assertThat(pool.map(Arrays.asList(1, 2), n -> n).join(LONG)).containsExactly(1, 2);
    }
  }

  /** The first lane ends while the second is being refused: its item must not be left behind. */
  @Test
  void an_item_whose_lane_was_refused_is_not_forgotten() throws Exception {
    AtomicReference<Thread> first = new AtomicReference<>();
    Jndi.install();
    Jndi.NAMES.put(
        "java:comp/one",
        (Executor)
            work -> {
              if (first.compareAndSet(null, new Thread(work))) {
                return;
              }
              first.get().start();
              try {
                // Longer than the item takes, if nothing holds its thread.
                first.get().join(300);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              throw new RejectedExecutionException("one thread is enough");
            });
    Pool pool = Pool.builder("served").size(2).queue(1).threads("java:comp/one").build();

    Batch<Integer> batch = pool.map(Arrays.asList(1, 2), n -> n);

    assertThat(batch.join(LONG)).containsExactly(1, 2);
  }
}
