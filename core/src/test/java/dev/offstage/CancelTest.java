package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  @Test
  void a_queued_task_never_starts_and_leaves_the_queue() throws Exception {
    gate.occupy(Offstage.pool());
    AtomicBoolean ran = new AtomicBoolean();
    Task<Void> task = Offstage.run(() -> ran.set(true));

    assertThat(task.cancel()).isTrue();

    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(task.isCancelled()).isTrue();
    assertThat(task.isDone()).isTrue();
    assertThat(task.started()).isNull();
    assertThat(task.finished()).isNotNull();
    assertThat(Offstage.pool().queued()).isZero();
    gate.open();
    Offstage.run(() -> {}).join();
    assertThat(ran).isFalse();
  }

  @Test
  void cancelling_a_running_task_frees_its_waiters_and_leaves_its_thread_alone() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Task<Void> task =
        Offstage.run(
            () -> {
              gate.pass();
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    gate.awaitArrived(1);

    assertThat(task.cancel(false)).isTrue();

    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(Offstage.pool().running()).isEqualTo(1);
    gate.open();
    Offstage.run(() -> {}).join();
    assertThat(interrupted).isFalse();
    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
  }

  @Test
  void cancelling_with_interrupt_interrupts_the_work_and_nothing_after_it() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Task<Void> task =
        Offstage.run(
            () -> {
              try {
                gate.pass();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    gate.awaitArrived(1);

    assertThat(task.cancel(true)).isTrue();

    interrupted.await();
    assertThat(Offstage.call(() -> Thread.currentThread().isInterrupted()).join()).isFalse();
    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(task.error()).isNull();
  }

  @Test
  void work_that_runs_long_can_look_whether_it_is_cancelled() {
    AtomicInteger rounds = new AtomicInteger();
    Task<Void> task =
        Offstage.run(
            () -> {
              while (!Task.current().isCancelled()) {
                rounds.incrementAndGet();
              }
            });
    await().until(() -> rounds.get() > 0);

    task.cancel();

    await().until(() -> Offstage.pool().running() == 0);
    assertThat(task.isCancelled()).isTrue();
  }

  @Test
  void what_has_ended_cannot_be_cancelled() throws Exception {
    Task<String> task = Offstage.call(() -> "done");
    task.join();

    assertThat(task.cancel(true)).isFalse();
    assertThat(task.join()).isEqualTo("done");
  }

  @Test
  void a_second_cancel_changes_nothing() {
    Task<Void> task = Offstage.run(gate::pass);

    assertThat(task.cancel()).isTrue();
    assertThat(task.cancel()).isFalse();
    assertThat(task.cancel(true)).isFalse();
  }
}
