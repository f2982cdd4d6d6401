package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By hand nothing runs at once, so a test's thread that waits for a task runs it. */
@Timeout(20)
class ManualJoinTest {
  private static final List<Integer> NUMBERS = Arrays.asList(1, 2, 3);

  private final App app = App.with();
  private final TestMode tasks = TestMode.manual();

  @AfterEach
  void stop() {
    tasks.close();
    app.close();
  }

  @Test
  void join_and_get_run_the_task() throws Exception {
    Task<String> before = Offstage.call(() -> "before");

    assertThat(Offstage.call(() -> "mine").join()).isEqualTo("mine");
    assertThat(Offstage.call(() -> "mine").get()).isEqualTo("mine");

    assertThat(before.status()).isEqualTo(Task.Status.QUEUED);
    assertThat(tasks.queued()).containsExactly(before);
  }

  @Test
  void the_join_and_get_of_a_view_run_the_task() throws Exception {
    assertThat(Offstage.call(() -> "mine").toCompletableFuture().join()).isEqualTo("mine");
    assertThat(Offstage.call(() -> "mine").toCompletableFuture().get()).isEqualTo("mine");

    assertThat(tasks.queued()).isEmpty();
  }

  @Test
  void what_the_task_throws_comes_out_of_the_wait() {
    Task<String> task =
        Offstage.call(
            () -> {
              throw new IllegalStateException("broken");
            });

    assertThatThrownBy(task.toCompletableFuture()::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void the_join_of_a_batch_runs_its_items() throws Exception {
    assertThat(Offstage.map(NUMBERS, n -> n).join()).isEqualTo(NUMBERS);
    assertThat(Offstage.map(NUMBERS, n -> n).toCompletableFuture().join()).isEqualTo(NUMBERS);
    assertThat(Offstage.map(NUMBERS, n -> n).settled()).allMatch(Task::isDone);
  }

  @Test
  void a_batch_that_was_joined_waits_no_more() throws Exception {
    Pool own = Pool.builder("own").queue(2).build();
    for (int i = 0; i < 5; i++) {
      assertThat(own.map(NUMBERS, n -> n).join()).isEqualTo(NUMBERS);
    }

    assertThat(own.queued()).isZero();
    assertThat(tasks.queued()).isEmpty();
    assertThat(tasks.runAll()).isZero();
  }

  @Test
  void the_join_of_one_item_runs_that_one() throws Exception {
    Batch<Integer> batch = Offstage.map(NUMBERS, n -> n);

    assertThat(batch.tasks().get(1).join()).isEqualTo(2);

    assertThat(batch.done()).isEqualTo(1);
    assertThat(batch.join()).isEqualTo(NUMBERS);
  }

  @Test
  void tasks_wait_for_tasks() throws Exception {
    assertThat(Offstage.call(() -> Offstage.call(() -> "inner").join()).join()).isEqualTo("inner");
  }

  @Test
  void the_join_of_a_closed_pool_runs_what_it_has() throws Exception {
    Pool own = Pool.builder("own").build();
    Task<Integer> task = own.call(() -> 1);
    Batch<Integer> batch = own.map(NUMBERS, n -> n);
    Task<String> other = Offstage.call(() -> "other");
    own.close();

    own.join();

    assertThat(task.isDone()).isTrue();
    assertThat(batch.isDone()).isTrue();
    assertThat(other.status()).isEqualTo(Task.Status.QUEUED);
  }

  @Test
  void a_limit_runs_nothing_and_ends() {
    Task<String> task = Offstage.call(() -> "mine");

    assertThatThrownBy(() -> task.join(Duration.ofMillis(20))).isInstanceOf(TimeoutException.class);
    assertThat(task.status()).isEqualTo(Task.Status.QUEUED);
  }
}
