package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool on the threads of an executor that the application gives it. */
class GivenExecutorTest {
  private final App app = App.with("offstage.drain", "20s");
  private final Gate gate = new Gate();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(work -> new Thread(work, "given"));

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    threads.shutdownNow();
  }

  private Pool pool(int size, int queue) {
    return Pool.builder("own").size(size).queue(queue).threads(threads).build();
  }

  @Test
  void tasks_run_on_its_threads_within_the_bounds_of_the_pool() throws Exception {
    Pool pool = pool(1, 2);
    Task<String> first =
        pool.call(
            () -> {
              gate.pass();
              return Thread.currentThread().getName();
            });
    gate.awaitArrived(1);
    pool.run(() -> {});
    pool.run(() -> {});

    assertThatThrownBy(() -> pool.run(() -> {}))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("1 running and 2 queued");
    gate.open();
    assertThat(first.join()).isEqualTo("given");
  }

  @Test
  void the_pool_names_its_class() {
    assertThat(pool(1, 2))
        .hasToString(
            "Pool[own, size 1, queue 2, full reject,"
                + " threads java.util.concurrent.ThreadPoolExecutor]");
  }

  @Test
  void a_drain_finishes_what_was_accepted_and_leaves_it_open() {
    Pool pool = pool(1, 10);
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      pool.run(ran::incrementAndGet);
    }

    app.drain();

    assertThat(ran).hasValue(5);
    assertThat(threads.isShutdown()).isFalse();
  }

  @Test
  void one_that_is_shut_down_makes_the_pool_full() {
    Pool pool = pool(1, 10);
    threads.shutdown();

    assertThatThrownBy(() -> pool.run(() -> {}))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("Pool 'own'")
        .hasMessageContaining("java.util.concurrent.ThreadPoolExecutor");
    assertThat(pool.queued()).isZero();
  }

  @Test
  void what_was_queued_behind_its_last_thread_still_runs() throws Exception {
    Pool pool = pool(1, 10);
    pool.run(gate::pass);
    gate.awaitArrived(1);
    Task<String> queued = pool.call(() -> "ran");
    threads.shutdown();
    gate.open();

    assertThat(queued.join(Duration.ofSeconds(20))).isEqualTo("ran");
  }

  @Test
  void the_last_of_several_kinds_counts() throws Exception {
    Pool pool = Pool.builder("own").threads(threads).threads("platform").build();

    assertThat(pool.call(() -> Thread.currentThread().getName()).join())
        .isEqualTo("offstage-shop-own-1");
  }

  @Test
  void another_pool_is_none() {
    try (Pool other = Pool.builder("other").build()) {
      assertThatThrownBy(() -> Pool.builder("own").threads(other.asExecutorService()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'own' cannot have its threads from another pool: hand the work to that one");
    }
  }

  @Test
  void switched_off_it_is_left_alone() throws Exception {
    try (App off = App.with("offstage.enabled", "false")) {
      assertThat(pool(1, 1).call(Thread::currentThread).join()).isSameAs(Thread.currentThread());
    }
  }
}
