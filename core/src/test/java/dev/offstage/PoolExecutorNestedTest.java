package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that uses the executor of its own pool, whose only thread it is on. */
@ExtendWith(ServerThreads.class)
class PoolExecutorNestedTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final List<Callable<Integer>> ALL = Arrays.asList(() -> 1, () -> 2, () -> 3);

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
  void submit_and_get(String threads) throws Exception {
    Pool pool = one(threads);
    ExecutorService executor = pool.asExecutorService();

    assertThat(pool.call(() -> executor.submit(() -> "inner").get()).join(LONG)).isEqualTo("inner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void invoke_all(String threads) throws Exception {
    Pool pool = one(threads);
    ExecutorService executor = pool.asExecutorService();
    Task<Integer> outer =
        pool.call(
            () -> {
              int sum = 0;
              for (Future<Integer> future : executor.invokeAll(ALL)) {
                sum += future.get();
              }
              return sum;
            });

    assertThat(outer.join(LONG)).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void invoke_any(String threads) throws Exception {
    Pool pool = one(threads);
    ExecutorService executor = pool.asExecutorService();

    assertThat(pool.call(() -> executor.invokeAny(ALL)).join(LONG)).isBetween(1, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void invoke_all_with_a_limit_ends_with_the_limit(String threads) throws Exception {
    Pool pool = one(threads);
    ExecutorService executor = pool.asExecutorService();
    Task<Boolean> outer =
        pool.call(
            () ->
                executor.invokeAll(ALL, 20, TimeUnit.MILLISECONDS).stream()
                    .allMatch(Future::isDone));

    assertThat(outer.join(LONG)).isTrue();
  }
}
