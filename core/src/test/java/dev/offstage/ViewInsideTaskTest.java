package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that waits for a view of a task of its pool, whose only thread it is on. */
@ExtendWith(ServerThreads.class)
class ViewInsideTaskTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final List<Integer> NUMBERS = Arrays.asList(1, 2, 3);

  private final App app = App.with("offstage.drain", "0s");

  @AfterEach
  void stop() {
    app.close();
  }

  private static Pool one(String threads) {
    return Pool.builder("one").size(1).queue(100).threads(threads).build();
  }

  /** Since Java 9 what follows a future can be of the same kind. */
  private static boolean derivedFuturesHelp() {
    return Stream.of(CompletableFuture.class.getMethods())
        .anyMatch(method -> method.getName().equals("newIncompleteFuture"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void join_runs_the_task(String threads) throws Exception {
    Pool pool = one(threads);
    Task<String> outer = pool.call(() -> pool.call(() -> "inner").toCompletableFuture().join());

    assertThat(outer.join(LONG)).isEqualTo("inner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void get_runs_the_task(String threads) throws Exception {
    Pool pool = one(threads);
    Task<String> outer = pool.call(() -> pool.call(() -> "inner").toCompletableFuture().get());

    assertThat(outer.join(LONG)).isEqualTo("inner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_view_that_is_waited_for_a_second_time_is_complete(String threads) throws Exception {
    Pool pool = one(threads);
    Task<String> outer =
        pool.call(
            () -> {
              CompletableFuture<String> view = pool.call(() -> "inner").toCompletableFuture();
              return view.join() + ", " + view.get() + ", " + view.isDone();
            });

    assertThat(outer.join(LONG)).isEqualTo("inner, inner, true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void what_follows_a_view_runs_the_task_where_java_allows_it(String threads) throws Exception {
    Pool pool = one(threads);
    Task<String> outer =
        pool.call(
            () -> {
              CompletableFuture<String> view = pool.call(() -> "inner").toCompletableFuture();
              CompletableFuture<Integer> length = view.thenApply(String::length);
              if (!derivedFuturesHelp()) {
                view.join();
              }
              return length.join() + ", " + length.thenApply(n -> n + 1).get();
            });

    assertThat(outer.join(LONG)).isEqualTo("5, 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void the_view_of_a_batch_does_its_work(String threads) throws Exception {
    Pool pool = one(threads);
    Task<String> outer =
        pool.call(
            () ->
                pool.map(NUMBERS, n -> n).toCompletableFuture().join()
                    + ", "
                    + pool.map(NUMBERS, n -> -n).toCompletableFuture().get());

    assertThat(outer.join(LONG)).isEqualTo("[1, 2, 3], [-1, -2, -3]");
  }
}
