package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** close, join and terminate as Python's multiprocessing.Pool has them. */
class PoolLifecycleTest {
  private final App app = App.with();
  private final Gate gate = new Gate();
  private Pool pool;

  @BeforeEach
  void start() {
    pool = Pool.builder("own").size(1).queue(10).build();
  }

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  @Test
  void join_before_close_would_never_end_and_says_so() {
    assertThatThrownBy(() -> pool.join())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Pool 'own' is still open: call close() or terminate() before join()");
    assertThatThrownBy(() -> pool.join(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void after_close_accepted_tasks_still_run() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    pool.run(gate::pass);
    for (int i = 0; i < 5; i++) {
      pool.run(ran::incrementAndGet);
    }

    pool.close();
    gate.open();
    pool.join();

    assertThat(ran).hasValue(5);
    assertThat(pool.isClosed()).isTrue();
  }

  @Test
  void after_close_nothing_new_gets_in() {
    Events events = new Events();
    Offstage.addListener(events);
    pool.close();

    assertThatThrownBy(() -> pool.task(() -> {}).name("late").start())
        .isInstanceOf(PoolClosedException.class)
        .hasMessage("Pool 'own' is closed and does not take 'late'");
    assertThat(events.of("late")).containsExactly("rejected late");
  }

  @Test
  void even_a_caller_runs_pool_takes_nothing_when_it_is_closed() {
    Pool callerRuns = Pool.builder("caller").size(1).whenFull(WhenFull.callerRuns()).build();
    callerRuns.close();

    assertThatThrownBy(() -> callerRuns.run(() -> {})).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void join_with_a_limit_tells_that_tasks_still_run() throws Exception {
    pool.run(gate::pass);
    pool.close();

    assertThat(pool.join(Duration.ofMillis(20))).isFalse();
    gate.open();
    assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void join_takes_any_duration() throws Exception {
    pool.run(() -> {});
    pool.close();

    assertThat(pool.join(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
  }

  @Test
  void terminate_cancels_what_is_queued_and_interrupts_what_runs() throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    Task<Void> running =
        pool.run(
            () -> {
              try {
                gate.pass();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              }
            });
    gate.awaitArrived(1);
    Task<Void> queued = pool.run(interrupted::incrementAndGet);

    pool.terminate();
    pool.join();

    assertThat(running.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(queued.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(queued.started()).isNull();
    assertThat(interrupted).hasValue(1);
  }

  @Test
  void a_pool_in_try_with_resources_ends_its_threads() throws Exception {
    Pool outside;
    try (Pool inside = Pool.builder("block").size(3).build()) {
      outside = inside;
      inside.map(Arrays.asList(1, 2, 3), n -> n).join();
    }
    outside.join();

    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains("-block-")));
  }

  @Test
  void close_and_terminate_may_be_called_again() throws Exception {
    pool.close();
    pool.terminate();
    pool.terminate();
    pool.close();
    pool.join();

    assertThat(pool.isClosed()).isTrue();
  }
}
