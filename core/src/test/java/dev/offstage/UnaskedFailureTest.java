package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.offstage.testing.LogRecords;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result that failed and that nobody asks for, as long as anybody could. */
class UnaskedFailureTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop() {
    app.close();
    log.close();
  }

  private static String fail(String what) {
    throw new IllegalStateException(what);
  }

  private static Task<String> failing() {
    return Offstage.<String>task(() -> fail("unseen")).name("report").start();
  }

  /** The task is garbage as soon as its thread has let go of it. */
  private static void collect() throws InterruptedException {
    Offstage.run(() -> {}).join();
    System.gc();
  }

  @Test
  void it_is_logged_once_the_task_is_garbage() {
    failing();

    await()
        .until(
            () -> {
              collect();
              return !log.all().isEmpty();
            });
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .startsWith("Task 'report' failed in pool 'default' after ")
        .contains(" ms, and nobody has asked for its result; handed over at ")
        .contains("UnaskedFailureTest");
    assertThat(log.all().get(0).getThrown()).hasMessage("unseen");
  }

  @Test
  void the_items_of_a_batch_that_nobody_joins_are_logged_too() {
    Offstage.map(Arrays.asList("first", "second"), UnaskedFailureTest::fail);

    await()
        .until(
            () -> {
              collect();
              return log.all().size() == 2;
            });
  }

  @Test
  void what_an_executor_of_the_pool_was_given_is_logged_too() throws Exception {
    ExecutorService executor = Offstage.pool("default").asExecutorService();
    Future<String> first = executor.submit(() -> fail("of a callable"));
    Future<String> second = executor.submit(() -> raise("of a runnable"), "result");
    assertThat(Arrays.asList(first, second)).doesNotContainNull();
    first = null;
    second = null;

    await()
        .until(
            () -> {
              collect();
              return log.all().size() == 2;
            });
    assertThat(log.warnings())
        .allMatch(line -> line.contains("and nobody has asked for its result"));
  }

  @SafeVarargs
  private static List<Callable<String>> callables(Callable<String>... all) {
    return Arrays.asList(all);
  }

  private static void raise(String what) {
    throw new IllegalStateException(what);
  }

  @Test
  void what_such_an_executor_was_given_is_not_logged_if_somebody_asks() throws Exception {
    ExecutorService executor = Offstage.pool("default").asExecutorService();
    for (Future<String> each : executor.invokeAll(callables(() -> fail("seen"), () -> "fine"))) {
      catchThrowable(each::get);
    }
    catchThrowable(() -> executor.invokeAny(callables(() -> fail("seen"), () -> fail("seen"))));
    for (int i = 0; i < 3; i++) {
      collect();
    }
    app.drain();

    assertThat(log.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"join", "get", "error", "view before", "view after"})
  void it_is_not_logged_if_somebody_has_asked(String how) throws Exception {
    ask(failing(), how);
    for (int i = 0; i < 3; i++) {
      collect();
    }
    app.drain();

    assertThat(log.warnings()).isEmpty();
  }

  private static void ask(Task<String> task, String how) throws Exception {
    if (how.equals("view before")) {
      CompletableFuture<String> view = task.toCompletableFuture();
      assertThatThrownBy(view::join).hasMessageContaining("unseen");
      return;
    }
    task.await();
    switch (how) {
      case "join":
        assertThat(catchThrowable(task::join)).hasRootCauseMessage("unseen");
        break;
      case "get":
        assertThat(catchThrowable(task::get)).hasRootCauseMessage("unseen");
        break;
      case "error":
        assertThat(task.error()).hasMessage("unseen");
        break;
      default:
        assertThat(task.toCompletableFuture()).isCompletedExceptionally();
    }
  }

  @Test
  void a_task_that_somebody_still_has_is_not_logged() throws Exception {
    Task<String> kept = failing();
    for (int i = 0; i < 3; i++) {
      collect();
    }
    app.drain();

    assertThat(log.warnings()).isEmpty();
    assertThat(kept.status()).isEqualTo(Task.Status.FAILED);
  }
}
