package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for a task of one's own pool, which raw executors answer with a dead-lock. */
@ExtendWith(ServerThreads.class)
class NestedWaitTest {
  private static final Duration LONG = Duration.ofSeconds(20);

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
  void a_task_gets_another_one_of_its_one_thread_pool(String threads) throws Exception {
    Pool pool = one(threads);
    Task<String> outer = pool.call(() -> pool.call(() -> pool.call(() -> "deep").get()).join());

    assertThat(outer.join(LONG)).isEqualTo("deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_task_joins_a_batch_in_its_one_thread_pool(String threads) throws Exception {
    Pool pool = one(threads);
    Task<Integer> outer =
        pool.call(
            () ->
                pool.map(Arrays.asList(1, 2, 3, 4), n -> n * n).join().stream()
                    .mapToInt(n -> n)
                    .sum());

    assertThat(outer.join(LONG)).isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void batches_of_batches_end_in_a_small_pool(String threads) throws Exception {
    Pool pool = Pool.builder("two").size(2).queue(100).threads(threads).build();
    Batch<Integer> outer =
        pool.map(
            Arrays.asList(1, 2, 3, 4, 5, 6, 7, 8),
            n -> pool.map(Arrays.asList(n, n, n), m -> m).join().size());

    assertThat(outer.join(LONG)).containsOnly(3).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void the_rest_of_the_queue_still_gets_its_thread(String threads) throws Exception {
    Pool pool = one(threads);
    Gate gate = new Gate();
    Task<String> outer =
        pool.call(
            () -> {
              gate.pass();
              return pool.call(() -> "mine").join();
            });
    Task<String> before = pool.call(() -> "theirs");
    gate.open();

    assertThat(outer.join(LONG)).isEqualTo("mine");
    assertThat(before.join(LONG)).isEqualTo("theirs");
  }
}
