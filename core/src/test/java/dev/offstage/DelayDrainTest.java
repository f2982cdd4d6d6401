package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of tasks that wait for their time when their pool ends, on real threads. */
class DelayDrainTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration DAY = Duration.ofDays(1);

  private final LogRecords log = new LogRecords();
  private final Gate gate = new Gate();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  private void work() {
    threads.add(Thread.currentThread().getName());
  }

  @Test
  void a_delayed_task_runs_on_a_thread_of_its_pool() throws Exception {
    try (App app = App.with()) {
      Offstage.task(this::work).delay(SOON).start().join();
      Offstage.task(this::work).at(Instant.now().plus(SOON)).start().join();
    }
    assertThat(threads).hasSize(2).allMatch(name -> name.startsWith("offstage-shop-default-"));
  }

  @Test
  void a_stop_waits_for_what_is_due_in_time_and_loses_the_rest_at_once() {
    Task<?> later;
    try (App app = App.with("offstage.drain", "20s")) {
      Offstage.task(this::work).name("soon").delay(SOON).start();
      later = Offstage.task(this::work).name("tomorrow").delay(DAY).start();
      Offstage.task(this::work).name("tomorrow").at(Instant.now().plus(DAY)).start();
    }

    assertThat(threads).singleElement().asString().startsWith("offstage-shop-late-");
    assertThat(later.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(later.cause()).isEqualTo("stopped");
    assertThat(log.warnings())
        .containsExactly(
            "offstage: 'shop' stops and loses 2 tasks that would not start within 20s (setting"
                + " offstage.drain): 'tomorrow' in pool 'default' (2)");
  }

  @Test
  void a_stop_does_not_wait_for_a_retry_that_comes_too_late() throws Exception {
    Task<?> task;
    try (App app = App.with("offstage.drain", "20s")) {
      task =
          Offstage.task(
                  () -> {
                    throw new IOException("down");
                  })
              .name("mail")
              .retries(1)
              .backoff(Backoff.from(Duration.ofHours(1)).most(DAY).jitter(0))
              .start();
      await().until(() -> task.nextAttempt() != null);
    }

    assertThat(task.cause()).isEqualTo("stopped");
    assertThat(log.warnings()).anyMatch(line -> line.contains("loses 1 task that would not start"));
  }

  @Test
  void whoever_waits_for_a_task_that_a_stop_loses_is_told() throws Exception {
    App app = App.with("offstage.drain", "20s");
    Task<Integer> task = Offstage.task(() -> 1).delay(DAY).start();
    Thread drain = new Thread(app::drain, "stop");
    drain.start();

    assertThat(task.await(Duration.ofSeconds(20))).isTrue();
    assertThatThrownBy(task::join).isInstanceOf(java.util.concurrent.CancellationException.class);
    drain.join();
    app.close();
    await().until(() -> App.threads() == 0);
  }

  @Test
  void a_closed_pool_takes_nothing_for_later_and_its_join_waits_for_what_it_has() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(1).build();
      Task<Void> task = pool.task(this::work).delay(SOON).start();
      pool.close();

      assertThatThrownBy(() -> pool.task(this::work).delay(SOON).start())
          .isInstanceOf(PoolClosedException.class);
      pool.join();
      assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    }
  }

  @Test
  void a_join_with_a_limit_tells_that_tasks_wait_for_their_time() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(1).build();
      Task<Void> task = pool.task(this::work).delay(DAY).start();
      pool.close();
      assertThat(pool.join(Duration.ofMillis(20))).isFalse();
      assertThat(task.status()).isEqualTo(Task.Status.QUEUED);

      pool.close(true);
      assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
      assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
      assertThat(threads).isEmpty();
    }
  }

  @Test
  void terminate_cancels_what_waits_for_its_time() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(1).build();
      Task<Void> task = pool.task(this::work).delay(DAY).start();
      pool.terminate();

      assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
      assertThat(task.isCancelled()).isTrue();
    }
  }

  @Test
  void late_work_that_takes_long_does_not_hold_up_other_times() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(1).build();
      for (int i = 0; i < 6; i++) {
        pool.task(gate::pass).delay(SOON).start();
      }
      pool.close();
      gate.awaitArrived(4);

      assertThat(Offstage.task(() -> 1).delay(SOON).start().join()).isEqualTo(1);
      gate.open();
      pool.join();
    }
  }

  @Test
  void a_task_that_waits_for_a_delayed_one_of_its_own_pool_runs_it_when_it_is_due()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "1", "offstage.drain", "20s")) {
      Task<Integer> outer =
          Offstage.call(() -> Offstage.task(() -> 1).delay(SOON).start().join() + 1);
      Task<Integer> view =
          Offstage.call(
              () -> Offstage.task(() -> 3).delay(SOON).start().toCompletableFuture().join() + 1);

      assertThat(outer.join(Duration.ofSeconds(20))).isEqualTo(2);
      assertThat(view.join(Duration.ofSeconds(20))).isEqualTo(4);
    }
  }
}
