package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.spring.SpringTransactionsOf;
import dev.offstage.spring.Transacting;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a transaction tells of its end, its connection is still bound to the thread: what ran there
 * would write to it, and nobody would commit that.
 */
@ExtendWith(ServerThreads.class)
class AfterCommitThreadTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.drain", "20s");
  private final Gate gate = new Gate();
  private SpringTransactionsOf webapp;
  private Transacting spring;

  @BeforeEach
  void load() throws Exception {
    webapp = SpringTransactionsOf.version("5.3");
    spring = webapp.transactions();
  }

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
    webapp.close();
  }

  /** Where the work of a task runs that starts after the commit. */
  private Task<Thread> commit(Pool pool, Work beforeCommit) throws Exception {
    AtomicReference<Task<Thread>> task = new AtomicReference<>();
    Callable<Thread> work =
        () -> {
          assertThat(spring.isConnectionBound()).isFalse();
          return Thread.currentThread();
        };
    webapp.inWebapp(
        () ->
            spring.in(
                "REQUIRED",
                () -> {
                  task.set(pool.task(work).afterCommit().start());
                  beforeCommit.run();
                }));
    return task.get();
  }

  private void assertIsElsewhere(Task<Thread> task) throws Exception {
    assertThat(task.join(LONG)).isNotSameAs(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void it_runs_on_a_thread_of_the_pool(String threads) throws Exception {
    Pool pool = Pool.builder("mail").size(1).threads(threads).build();

    assertIsElsewhere(commit(pool, () -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_full_pool_refuses_it_even_where_callers_run_others(String threads) throws Exception {
    Pool pool =
        Pool.builder("mail")
            .size(1)
            .queue(1)
            .threads(threads)
            .whenFull(WhenFull.callerRuns())
            .build();
    gate.fill(pool);

    assertThatThrownBy(() -> commit(pool, () -> {}))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("its caller cannot run it: it starts after the commit");

    gate.open();
    await().until(() -> pool.queued() == 0);
    assertIsElsewhere(commit(pool, () -> {}));
  }

  /** As a redirected call: what there is no room for runs as it is written. */
  @Test
  void where_callers_run_what_a_full_pool_refuses_they_run_it_before_the_commit() throws Exception {
    Pool pool = Pool.builder("mail").size(1).queue(1).build();
    HandOver handOver = ((OffstagePool) pool).handOver();
    Plan plan = Plan.of(Start.AFTER_COMMIT);
    webapp.inWebapp(
        () ->
            spring.in(
                "REQUIRED",
                () -> {
                  PoolTask<?> task = handOver.task(gate::pass, "mail");
                  assertThat(handOver.offer(task, plan)).isNotNull();
                  assertThat(handOver.offer(handOver.task(gate::pass, "mail"), plan)).isNull();
                  assertThat(task.status()).isEqualTo(Task.Status.QUEUED);
                }));

    gate.awaitArrived(1);
  }

  @Test
  void a_task_of_the_pool_itself_does_not_wait_for_room_nor_runs_it() throws Exception {
    Pool pool = Pool.builder("mail").size(1).queue(1).whenFull(WhenFull.block(LONG)).build();

    Task<Task<Thread>> outer =
        pool.call(
            () -> {
              pool.run(() -> {});
              return commit(pool, () -> {});
            });

    assertThatThrownBy(() -> outer.join(LONG)).hasCauseInstanceOf(PoolFullException.class);
  }

  @Test
  void an_executor_that_is_full_runs_it_on_no_thread_of_a_transaction() throws Exception {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    try {
      Pool pool = Pool.builder("mail").size(2).queue(4).threads(executor).build();

      assertIsElsewhere(
          commit(
              pool,
              () -> {
                executor.execute(gate::passIgnoringInterrupts);
                gate.awaitArrived(1);
              }));
    } finally {
      gate.open();
      executor.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_pool_that_has_closed_meanwhile_runs_it_all_the_same(String threads) throws Exception {
    Pool pool = Pool.builder("mail").size(1).threads(threads).build();

    assertIsElsewhere(commit(pool, pool::close));

    await().until(() -> pool.queued() == 0);
  }

  @Test
  void a_drain_waits_for_the_commit_and_the_work() throws Exception {
    Thread drain = new Thread(app::drain);

    Task<Thread> task =
        commit(
            Offstage.pool(),
            () -> {
              drain.start();
              await().until(Offstage.pool()::isClosed);
            });

    assertIsElsewhere(task);
    drain.join();
    assertThat(App.threads()).isZero();
  }

  @Test
  void a_commit_that_comes_after_the_drain_has_given_up_starts_nothing() throws Exception {
    try (App other = App.with("offstage.drain", "0s")) {
      Task<Thread> task = commit(Offstage.pool(), other::drain);

      assertThat(task.isCancelled()).isTrue();
      assertThat(App.threads()).isZero();
    }
  }
}
