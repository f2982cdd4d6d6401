package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Executors of pools while a test runs their tasks itself. */
@Timeout(30)
class PoolExecutorTestModeTest {
  private static final List<Callable<String>> ALL = Arrays.asList(() -> "a", () -> "b");

  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void inline_runs_on_the_thread_that_submits() throws Exception {
    try (TestMode tasks = TestMode.inline()) {
      ExecutorService executor = Offstage.pool().asExecutorService();

      assertThat(executor.submit(Thread::currentThread).get()).isSameAs(Thread.currentThread());
      assertThat(executor.invokeAll(ALL)).hasSize(2);
      assertThat(executor.invokeAny(ALL)).isEqualTo("a");
      executor.shutdown();
      assertThat(executor.isTerminated()).isTrue();
      assertThat(tasks.queued()).isEmpty();
    }
  }

  @Test
  void by_hand_nothing_runs_until_the_test_says_so() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      ExecutorService executor = Offstage.pool().asExecutorService();
      Future<String> future = executor.submit(() -> "late");

      assertThat(future.isDone()).isFalse();
      assertThat(tasks.runNext()).isTrue();
      assertThat(future.isDone()).isTrue();
      assertThat(future.get()).isEqualTo("late");
    }
  }

  @Test
  void by_hand_whoever_waits_for_all_runs_them() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      assertThat(Offstage.pool().asExecutorService().invokeAll(ALL)).allMatch(Future::isDone);
      assertThat(tasks.queued()).isEmpty();
    }
  }

  @Test
  void by_hand_whoever_waits_for_any_runs_one() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      assertThat(Offstage.pool().asExecutorService().invokeAny(ALL)).isIn("a", "b");
    }
  }
}
