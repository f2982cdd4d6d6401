package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A wait that could never end is an exception that names who waits for whom. */
class EndlessWaitTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.drain", "0s");
  private final CompletableFuture<Task<String>> outer = new CompletableFuture<>();

  @AfterEach
  void stop() {
    app.close();
  }

  private static Pool pool(int size) {
    return Pool.builder("own").size(size).queue(10).build();
  }

  private Task<String> start(TaskBuilder<String> builder) {
    Task<String> task = builder.start();
    outer.complete(task);
    return task;
  }

  @Test
  void a_task_that_joins_itself() {
    Task<String> task = start(pool(1).task(() -> outer.get().join()).name("report"));

    assertThatThrownBy(() -> task.join(LONG))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("'report' would wait for ever: it waits for 'report'");
  }

  @Test
  void a_task_that_joins_its_own_view() {
    Task<String> task =
        start(pool(1).task(() -> outer.get().toCompletableFuture().join()).name("report"));

    assertThatThrownBy(() -> task.join(LONG))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("'report' would wait for ever");
  }

  @Test
  void two_that_join_each_other_on_one_thread() throws Exception {
    Pool pool = pool(1);
    AtomicReference<Throwable> error = new AtomicReference<>();
    Task<String> task =
        start(
            pool.task(
                    () -> {
                      Task<String> inner =
                          pool.task(() -> outer.get().join()).name("inner").start();
                      inner.await();
                      error.set(inner.error());
                      return "goes on";
                    })
                .name("outer"));

    assertThat(task.join(LONG)).isEqualTo("goes on");
    assertThat(error.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'inner' would wait for ever: it waits for 'outer'");
  }

  @Test
  void two_that_join_each_other_on_two_threads() throws Exception {
    Pool pool = pool(2);
    CompletableFuture<Task<String>> other = new CompletableFuture<>();
    AtomicReference<Thread> first = new AtomicReference<>();
    Task<String> task =
        start(
            pool.task(
                    () -> {
                      first.set(Thread.currentThread());
                      return other.get().join();
                    })
                .name("first"));
    other.complete(
        pool.task(
                () -> {
                  await()
                      .until(
                          () ->
                              first.get() != null
                                  && first.get().getState() == Thread.State.WAITING);
                  return outer.get().join();
                })
            .name("second")
            .start());

    assertThatThrownBy(() -> task.join(LONG))
        .isInstanceOf(TaskFailedException.class)
        .hasStackTraceContaining("would wait for ever: it waits for '");
  }

  /** The waits meet in any order: one of them is told, and so both end. */
  @Test
  void two_that_join_each_other_at_the_same_time() throws Exception {
    Pool pool = pool(2);
    for (int round = 0; round < 500; round++) {
      CompletableFuture<Task<String>> one = new CompletableFuture<>();
      CompletableFuture<Task<String>> two = new CompletableFuture<>();
      one.complete(pool.call(() -> two.get().join()));
      two.complete(pool.call(() -> one.get().join()));

      assertThat(one.get().await(LONG)).isTrue();
      assertThat(two.get().await(LONG)).isTrue();
      assertThat(one.get().status()).isEqualTo(Task.Status.FAILED);
      assertThat(two.get().status()).isEqualTo(Task.Status.FAILED);
    }
  }

  @Test
  void a_task_that_closes_and_joins_its_own_pool() {
    Pool pool = pool(1);
    Task<Void> task =
        pool.run(
            () -> {
              pool.close();
              pool.join();
            });

    await().until(task::isDone);
    assertThat(task.error())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'own'")
        .hasMessageContaining("would wait for ever");
  }

  @Test
  void the_timed_wait_ends_with_its_limit() {
    Task<String> task =
        start(pool(1).task(() -> outer.get().join(Duration.ofMillis(20))).name("report"));

    assertThatThrownBy(() -> task.join(LONG)).hasCauseInstanceOf(TimeoutException.class);
  }

  /** The first one gives up, so the second one does not wait for ever. */
  @Test
  void a_circle_with_a_limit_in_it_is_waited_for() throws Exception {
    Pool pool = pool(2);
    AtomicReference<Thread> first = new AtomicReference<>();
    CompletableFuture<Task<String>> other = new CompletableFuture<>();
    Task<String> task =
        start(
            pool.task(
                    () -> {
                      first.set(Thread.currentThread());
                      return other.get().await(Duration.ofMillis(200)) ? "ended" : "gave up";
                    })
                .name("first"));
    other.complete(
        pool.call(
            () -> {
              await()
                  .until(
                      () ->
                          first.get() != null
                              && first.get().getState() == Thread.State.TIMED_WAITING);
              return "the first " + outer.get().join();
            }));

    assertThat(task.join(LONG)).isEqualTo("gave up");
    assertThat(other.join().join(LONG)).isEqualTo("the first gave up");
  }
}
