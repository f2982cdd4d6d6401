package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that waits for a batch of its own pool, whose only thread it is on. */
@ExtendWith(ServerThreads.class)
class BatchNestedTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final List<Integer> NUMBERS = Arrays.asList(1, 2, 3, 4, 5, 6, 7);

  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  private static Pool one(String threads) {
    return Pool.builder("one").size(1).queue(100).threads(threads).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void settled_does_the_work(String threads) throws Exception {
    Pool pool = one(threads);
    Task<Integer> outer = pool.call(() -> pool.map(NUMBERS, n -> n).settled().size());

    assertThat(outer.join(LONG)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void chunks_are_worked_off(String threads) throws Exception {
    Pool pool = one(threads);
    Task<List<Integer>> outer = pool.call(() -> pool.map(NUMBERS, n -> n, 3).join());

    assertThat(outer.join(LONG)).isEqualTo(NUMBERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void an_item_may_wait_for_a_later_one_of_its_chunk(String threads) throws Exception {
    Pool pool = one(threads);
    Gate gate = new Gate();
    List<Task<Integer>> tasks = new CopyOnWriteArrayList<>();
    Batch<Integer> batch =
        pool.map(
            Arrays.asList(0, 1),
            n -> {
              if (n == 0) {
                gate.pass();
                return tasks.get(1).join() + 1;
              }
              return 1;
            },
            2);
    tasks.addAll(batch.tasks());
    gate.open();

    assertThat(batch.join(LONG)).containsExactly(2, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_batch_that_fails_fast_ends(String threads) throws Exception {
    Pool pool = one(threads);
    Task<Boolean> outer =
        pool.call(
            () -> {
              Batch<Integer> batch = pool.map(Arrays.asList(1, 0, 2), n -> 1 / n).failFast();
              batch.settled();
              return batch.isDone();
            });

    assertThat(outer.join(LONG)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void its_future_is_waited_for_in_the_same_way(String threads) throws Exception {
    Pool pool = one(threads);
    Task<List<Integer>> outer =
        pool.call(() -> pool.map(NUMBERS, n -> n).toCompletableFuture().get());

    assertThat(outer.join(LONG)).isEqualTo(NUMBERS);
  }
}
