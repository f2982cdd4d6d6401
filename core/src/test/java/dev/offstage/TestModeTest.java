package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestModeTest {
  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void inline_runs_every_task_at_once_on_the_thread_that_hands_it_over() throws Exception {
    try (TestMode tasks = TestMode.inline()) {
      Task<Thread> task = Offstage.call(Thread::currentThread);

      assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
      assertThat(task.join()).isSameAs(Thread.currentThread());
      assertThat(tasks.queued()).isEmpty();
    }
  }

  @Test
  void inline_reaches_all_pools_and_what_tasks_hand_over() throws Exception {
    try (TestMode tasks = TestMode.inline()) {
      Task<Task<Thread>> task =
          Pool.builder("own").build().call(() -> Offstage.call(Thread::currentThread));

      assertThat(task.join().join()).isSameAs(Thread.currentThread());
      assertThat(tasks.runNext()).isFalse();
    }
  }

  @Test
  void inline_goes_through_a_long_batch_without_a_deep_stack() throws Exception {
    List<Integer> numbers = IntStream.range(0, 100_000).boxed().collect(Collectors.toList());
    try (TestMode tasks = TestMode.inline()) {
      assertThat(Offstage.map(numbers, n -> n).join()).isEqualTo(numbers);
      assertThat(tasks.queued()).isEmpty();
    }
  }

  @Test
  void manual_keeps_tasks_until_the_test_says_run() throws Exception {
    List<String> order = new ArrayList<>();
    try (TestMode tasks = TestMode.manual()) {
      Task<Boolean> first = Offstage.task(() -> order.add("first")).name("mail").start();
      Offstage.run(() -> order.add("second"));

      assertThat(order).isEmpty();
      assertThat(tasks.queued()).hasSize(2);
      assertThat(tasks.queued().get(0).name()).isEqualTo("mail");
      assertThat(first.status()).isEqualTo(Task.Status.QUEUED);
      assertThat(tasks.runNext()).isTrue();
      assertThat(order).containsExactly("first");
      assertThat(first.join()).isTrue();
      assertThat(tasks.runAll()).isEqualTo(1);
      assertThat(tasks.runNext()).isFalse();
    }
  }

  @Test
  void run_all_runs_also_what_tasks_hand_over() {
    try (TestMode tasks = TestMode.manual()) {
      Offstage.run(() -> Offstage.run(() -> Offstage.run(() -> {})));
      Batch<Integer> batch = Offstage.map(Arrays.asList(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), n -> n);

      assertThat(tasks.runAll()).isEqualTo(13);
      assertThat(batch.done()).isEqualTo(10);
    }
  }

  @Test
  void manual_queues_are_bounded_as_the_real_ones() {
    try (TestMode tasks = TestMode.manual()) {
      Pool pool = Pool.builder("own").queue(2).build();
      pool.run(() -> {});
      pool.run(() -> {});

      assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
      assertThat(pool.queued()).isEqualTo(2);
      assertThat(Offstage.pool().queued()).isZero();
      assertThat(tasks.runAll()).isEqualTo(2);
    }
  }

  @Test
  void what_a_manual_task_throws_is_in_the_task() {
    try (TestMode tasks = TestMode.manual()) {
      Task<String> task =
          Offstage.call(
              () -> {
                throw new IllegalStateException("broken");
              });

      tasks.runNext();

      assertThat(task.error()).hasMessage("broken");
    }
  }

  @Test
  void a_task_cancelled_in_the_queue_is_gone() {
    try (TestMode tasks = TestMode.manual()) {
      Offstage.run(() -> {}).cancel();

      assertThat(tasks.queued()).isEmpty();
    }
  }

  @Test
  void close_cancels_what_waits_and_gives_the_pools_back() throws Exception {
    Task<Void> left;
    try (TestMode tasks = TestMode.manual()) {
      left = Offstage.run(() -> {});
      assertThat(tasks.queued()).hasSize(1);
    }

    assertThat(left.isCancelled()).isTrue();
    assertThat(Offstage.call(Thread::currentThread).join()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void close_in_the_middle_of_a_batch_is_silent() {
    try (LogRecords log = new LogRecords()) {
      Batch<Integer> batch;
      try (TestMode tasks = TestMode.manual()) {
        batch = Offstage.map(IntStream.range(0, 50).boxed().collect(Collectors.toList()), n -> n);
        tasks.runNext();
      }

      assertThat(batch.done()).isEqualTo(50);
      assertThat(log.warnings()).isEmpty();
    }
  }
}
