package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskLifeTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  @Test
  void a_task_is_queued_then_runs_then_succeeds() throws Exception {
    gate.occupy(Offstage.pool());
    Gate second = new Gate();
    Task<Void> task = Offstage.run(second::pass);

    assertThat(task.status()).isEqualTo(Task.Status.QUEUED);
    assertThat(task.started()).isNull();
    assertThat(task.isDone()).isFalse();
    gate.open();
    second.awaitArrived(1);
    assertThat(task.status()).isEqualTo(Task.Status.RUNNING);
    assertThat(task.started()).isNotNull();
    assertThat(task.finished()).isNull();
    second.open();
    task.join();
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(task.isDone()).isTrue();
    assertThat(task.error()).isNull();
  }

  @Test
  void times_are_in_the_order_of_life() throws Exception {
    Task<String> task = Offstage.call(() -> "done");
    task.join();

    assertThat(task.created()).isBeforeOrEqualTo(task.started());
    assertThat(task.started()).isBeforeOrEqualTo(task.finished());
  }

  @Test
  void a_task_that_threw_keeps_what_it_threw() {
    IllegalStateException thrown = new IllegalStateException("no paper");
    Task<String> task =
        Offstage.call(
            () -> {
              throw thrown;
            });

    await().until(task::isDone);
    assertThat(task.status()).isEqualTo(Task.Status.FAILED);
    assertThat(task.error()).isSameAs(thrown);
    assertThat(task.finished()).isNotNull();
    assertThat(task.isCancelled()).isFalse();
  }

  @Test
  void a_task_knows_its_pool_and_shows_itself() throws Exception {
    Task<String> task = Offstage.task(() -> "x").name("print").start();
    task.join();

    assertThat(task.pool()).isEqualTo("default");
    assertThat(task).hasToString("Task[print, pool default, SUCCEEDED]");
  }

  @Test
  void the_work_finds_its_own_task() throws Exception {
    Task<Task<?>> task = Offstage.call(Task::current);

    assertThat((Object) task.join()).isSameAs(task);
    assertThat((Object) Task.current()).isNull();
  }

  @Test
  void a_task_run_inside_of_another_gives_the_outer_one_back() throws Exception {
    Task<Boolean> outer =
        Offstage.call(
            () -> {
              Task<?> before = Task.current();
              Task<Task<?>> inner = Offstage.call(Task::current);
              return inner.join() == inner && Task.current() == before;
            });

    assertThat(outer.join()).isTrue();
  }

  @Test
  void null_is_a_result() throws Exception {
    assertThat(Offstage.call(() -> null).join()).isNull();
    assertThat(Offstage.run(() -> {}).get()).isNull();
  }
}
