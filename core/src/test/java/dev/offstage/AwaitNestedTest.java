package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code await} inside of a task. */
@Timeout(60)
@ExtendWith(ServerThreads.class)
class AwaitNestedTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  private static Pool one(String threads) {
    return Pool.builder("one").size(1).queue(10).threads(threads).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_task_that_waits_for_one_of_its_pool_runs_it(String threads) throws Exception {
    Pool pool = one(threads);
    Task<Task.Status> outer =
        pool.call(
            () -> {
              Task<String> inner = pool.call(() -> "inner");
              inner.await();
              return inner.status();
            });

    assertThat(outer.join(LONG)).isEqualTo(Task.Status.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void with_a_limit_it_does_not(String threads) throws Exception {
    Pool pool = one(threads);
    Task<Boolean> outer = pool.call(() -> pool.call(() -> "inner").await(Duration.ofMillis(20)));

    assertThat(outer.join(LONG)).isFalse();
  }

  @Test
  void a_task_that_waits_for_itself_is_told_so() throws Exception {
    CompletableFuture<Task<?>> self = new CompletableFuture<>();
    Task<Boolean> task =
        Offstage.call(
            () -> {
              assertThatThrownBy(() -> self.get().await())
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("would wait for ever");
              return self.get().await(Duration.ofMillis(1));
            });
    self.complete(task);

    assertThat(task.join(LONG)).isFalse();
  }

  @Test
  void two_tasks_that_wait_for_each_other_are_told_so() throws Exception {
    Pool pool = Pool.builder("two").size(2).build();
    CompletableFuture<Task<?>> second = new CompletableFuture<>();
    Task<String> first =
        pool.call(
            () -> {
              second.get(20, TimeUnit.SECONDS).await();
              return "";
            });
    second.complete(
        pool.call(
            () -> {
              first.await();
              return "";
            }));

    assertThat(first.await(LONG)).isTrue();
    second.get().await();
    assertThat(new Throwable[] {first.error(), second.get().error()})
        .hasAtLeastOneElementOfType(IllegalStateException.class);
  }
}
