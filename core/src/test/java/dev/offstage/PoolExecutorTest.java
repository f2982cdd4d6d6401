package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** What an executor of a pool has beyond the contract: it is still that pool. */
class PoolExecutorTest {
  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static Pool pool(int size, int queue) {
    return Pool.builder("view").size(size).queue(queue).build();
  }

  @Test
  void every_way_in_carries_the_callers_context() throws Exception {
    ExecutorService executor = pool(2, 10).asExecutorService();
    Callable<String> user = () -> MDC.get("user");
    MDC.put("user", "anna");
    try {
      CompletableFuture<String> executed = new CompletableFuture<>();
      executor.execute(() -> executed.complete(MDC.get("user")));

      assertThat(executed.get()).isEqualTo("anna");
      assertThat(executor.submit(user).get()).isEqualTo("anna");
      assertThat(executor.invokeAll(Arrays.asList(user, user)).get(1).get()).isEqualTo("anna");
      assertThat(executor.invokeAny(Arrays.asList(user, user))).isEqualTo("anna");
      assertThat(CompletableFuture.supplyAsync(() -> MDC.get("user"), executor).get())
          .isEqualTo("anna");
    } finally {
      MDC.remove("user");
    }
  }

  @Test
  void its_futures_are_tasks_named_after_the_code_that_was_given() throws Exception {
    Future<String> future = pool(1, 10).asExecutorService().submit(() -> "");
    future.get();

    assertThat(future)
        .isInstanceOfSatisfying(
            Task.class,
            task -> {
              assertThat(task.name()).contains("PoolExecutorTest");
              assertThat(task.pool()).isEqualTo("view");
            });
  }

  @Test
  void its_work_counts_as_the_pools() throws Exception {
    Pool pool = pool(1, 10);
    ExecutorService executor = pool.asExecutorService();
    executor.submit(() -> "").get();
    Future<?> running = executor.submit(gate::arrived);
    running.get();
    executor.submit(
        () -> {
          gate.pass();
          return "";
        });
    gate.awaitArrived(1);
    executor.execute(() -> {});

    assertThat(pool.running()).isEqualTo(1);
    assertThat(pool.queued()).isEqualTo(1);
    assertThat(pool.counts().succeeded()).isEqualTo(2);
  }

  @Test
  void a_full_pool_refuses_as_executors_do_and_says_what_is_full() {
    Pool pool = pool(1, 1);
    gate.fill(pool);

    assertThatThrownBy(() -> pool.asExecutorService().execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .isInstanceOfSatisfying(
            PoolFullException.class, full -> assertThat(full.pool()).isEqualTo("view"));
    assertThat(pool.counts().rejected()).isEqualTo(1);
  }

  @Test
  void the_pools_policy_decides_what_a_full_one_does() throws Exception {
    Pool pool = Pool.builder("view").size(1).queue(1).whenFull(WhenFull.callerRuns()).build();
    gate.fill(pool);

    assertThat(pool.asExecutorService().submit(Thread::currentThread).get())
        .isSameAs(Thread.currentThread());
  }

  @Test
  void a_closed_pool_takes_nothing_through_its_views() {
    Pool pool = pool(1, 10);
    ExecutorService executor = pool.asExecutorService();
    pool.close();

    assertThatThrownBy(() -> executor.submit(() -> "")).isInstanceOf(PoolClosedException.class);
    executor.shutdown();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void what_ends_is_the_view_and_neither_the_pool_nor_another_view() throws Exception {
    Pool pool = pool(3, 10);
    ExecutorService other = pool.asExecutorService();
    Future<String> others = other.submit(this::passing);
    Task<String> pools = pool.call(this::passing);
    ExecutorService ended = pool.asExecutorService();
    Future<String> own = ended.submit(this::passing);
    gate.awaitArrived(3);

    ended.shutdownNow();

    assertThat(own.isCancelled()).isTrue();
    assertThat(ended.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.isClosed()).isFalse();
    assertThat(other.isShutdown()).isFalse();
    gate.open();
    assertThat(others.get()).isEqualTo("passed");
    assertThat(pools.join()).isEqualTo("passed");
    assertThat(other.submit(() -> "open").get()).isEqualTo("open");
  }

  private String passing() throws InterruptedException {
    gate.pass();
    return "passed";
  }

  @Test
  void work_that_throws_with_nobody_to_ask_is_logged() {
    try (LogRecords log = new LogRecords()) {
      pool(1, 10)
          .asExecutorService()
          .execute(
              () -> {
                throw new IllegalStateException("broken");
              });

      assertThat(log.awaitOne().getThrown()).hasMessage("broken");
      assertThat(log.warnings().get(0)).contains("failed in pool 'view'");
    }
  }

  /** The listener holds it up between its start and the work. */
  @Test
  void work_that_is_about_to_begin_is_waited_for_or_never_begins() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    ExecutorService executor = pool(1, 10).asExecutorService();
    Runnable remove =
        Offstage.addListener(
            new TaskListener() {
              @Override
              public void started(Task<?> task) {
                gate.passIgnoringInterrupts();
              }
            });
    executor.execute(ran::incrementAndGet);
    gate.awaitArrived(1);

    executor.shutdownNow();
    int ranAtTheEnd = executor.isTerminated() ? ran.get() : -1;
    gate.open();

    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    app.drain();
    remove.run();
    assertThat(ranAtTheEnd).isIn(-1, ran.get());
  }

  /** {@code ThreadPoolExecutor} waits for ever here on Java 8. */
  @Test
  @Timeout(30)
  void a_limit_as_far_back_as_can_be_has_passed() throws Exception {
    ExecutorService executor = pool(1, 10).asExecutorService();

    assertThat(executor.invokeAll(Arrays.asList(this::passing), Long.MIN_VALUE, TimeUnit.DAYS))
        .allMatch(Future::isCancelled);
  }

  @Test
  void a_drain_finishes_what_views_have_handed_over() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    ExecutorService executor = pool(1, 10).asExecutorService();
    for (int i = 0; i < 10; i++) {
      executor.execute(ran::incrementAndGet);
    }

    app.drain();

    assertThat(ran).hasValue(10);
    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
