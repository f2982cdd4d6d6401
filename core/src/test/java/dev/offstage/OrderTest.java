package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.pool.PlansOf;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that are ordered by a value run one at a time, in the order of their hand-over. */
class OrderTest {
  private final TestMode tasks = TestMode.manual();
  private final List<String> ran = new ArrayList<>();

  @AfterEach
  void close() {
    tasks.close();
  }

  private TaskBuilder<Void> job(String name) {
    Work work = () -> ran.add(name);
    return Offstage.task(work).name(name);
  }

  private List<String> queued() {
    List<String> names = new ArrayList<>();
    tasks.queued().forEach(task -> names.add(task.name()));
    return names;
  }

  @Test
  void the_second_task_of_a_lane_waits_in_front_of_the_queue_until_the_first_has_ended() {
    job("first").orderBy("anna").start();
    Task<Void> second = job("second").orderBy("anna").start();

    assertThat(queued()).containsExactly("first");
    assertThat(second.status()).isEqualTo(Task.Status.QUEUED);
    tasks.runNext();
    assertThat(queued()).containsExactly("second");
    tasks.runNext();
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void tasks_with_other_values_and_without_one_are_not_held_up() {
    job("anna 1").orderBy("anna").start();
    job("anna 2").orderBy("anna").start();
    job("bert").orderBy("bert").start();
    job("plain").start();

    assertThat(queued()).containsExactly("anna 1", "bert", "plain");
  }

  @Test
  void the_text_of_the_value_counts() {
    job("number").orderBy(42).start();
    job("text").orderBy("42").start();

    assertThat(queued()).containsExactly("number");
  }

  @Test
  void many_tasks_of_a_lane_run_in_the_order_of_their_hand_over() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      job("n" + i).orderBy("anna").start();
      expected.add("n" + i);
    }
    tasks.runAll();

    assertThat(ran).isEqualTo(expected);
  }

  @Test
  void the_same_value_in_two_pools_is_two_lanes() {
    try (Pool other = Pool.builder("other").size(1).queue(10).build()) {
      job("here").orderBy("anna").start();
      job("there").pool(other).orderBy("anna").start();

      assertThat(queued()).containsExactly("here", "there");
    }
  }

  @Test
  void tasks_in_a_lane_take_up_the_places_of_their_pool() {
    try (Pool small = Pool.builder("small").size(1).queue(3).build()) {
      for (int i = 0; i < 3; i++) {
        job("n" + i).pool(small).orderBy("anna").start();
      }

      assertThat(small.queued()).isEqualTo(3);
      assertThatThrownBy(() -> job("full").pool(small).orderBy("bert").start())
          .isInstanceOf(PoolFullException.class);
      assertThatThrownBy(() -> small.run(() -> {})).isInstanceOf(PoolFullException.class);
    }
  }

  @Test
  void the_next_task_of_a_lane_comes_to_the_queue_however_full_it_is() {
    try (Pool small = Pool.builder("small").size(1).queue(3).build()) {
      job("first").pool(small).orderBy("anna").start();
      job("second").pool(small).orderBy("anna").start();
      job("plain").pool(small).start();
      tasks.runNext();
      job("late").pool(small).start();

      assertThat(small.queued()).isEqualTo(3);
      assertThatThrownBy(() -> small.run(() -> {})).isInstanceOf(PoolFullException.class);
      tasks.runAll();
      assertThat(ran).containsExactly("first", "plain", "second", "late");
    }
  }

  @Test
  void a_waiting_task_that_is_cancelled_leaves_its_lane_and_its_place() {
    try (Pool small = Pool.builder("small").size(1).queue(3).build()) {
      job("first").pool(small).orderBy("anna").start();
      Task<Void> second = job("second").pool(small).orderBy("anna").start();
      job("third").pool(small).orderBy("anna").start();

      assertThat(second.cancel()).isTrue();
      assertThat(small.queued()).isEqualTo(2);
      job("fourth").pool(small).orderBy("anna").start();
      tasks.runAll();
      assertThat(ran).containsExactly("first", "third", "fourth");
    }
  }

  @Test
  void a_task_whose_turn_it_is_lets_the_next_one_go_when_it_is_cancelled_in_the_queue() {
    Task<Void> first = job("first").orderBy("anna").start();
    job("second").orderBy("anna").start();
    first.cancel();

    assertThat(queued()).containsExactly("second");
  }

  @Test
  void a_task_that_fails_lets_the_next_one_go() {
    Work failing =
        () -> {
          throw new IOException("down");
        };
    Task<?> first = Offstage.task(failing).orderBy("anna").start();
    job("second").orderBy("anna").start();
    tasks.runAll();

    assertThat(first.error()).hasMessage("down");
    assertThat(ran).containsExactly("second");
  }

  @Test
  void a_task_that_is_to_be_tried_again_keeps_its_lane_closed() {
    AtomicInteger attempts = new AtomicInteger();
    Work failingOnce =
        () -> {
          ran.add("attempt");
          if (attempts.incrementAndGet() == 1) {
            throw new IOException("down");
          }
        };
    Offstage.task(failingOnce).orderBy("anna").retries(1).start();
    job("second").orderBy("anna").start();
    tasks.runAll();

    assertThat(ran).containsExactly("attempt");
    tasks.advance(Duration.ofMinutes(1));
    tasks.runAll();
    assertThat(ran).containsExactly("attempt", "attempt", "second");
  }

  @Test
  void a_task_that_is_cancelled_between_attempts_opens_its_lane() {
    Work failing =
        () -> {
          throw new IOException("down");
        };
    Task<?> first = Offstage.task(failing).orderBy("anna").retries(1).start();
    job("second").orderBy("anna").start();
    tasks.runAll();
    first.cancel("customer left");

    assertThat(queued()).containsExactly("second");
  }

  @Test
  void a_prepared_task_comes_to_its_lane_when_it_is_started() {
    Prepared<Void> prepared = job("prepared").orderBy("anna").prepare();
    job("second").orderBy("anna").start();
    prepared.start();

    assertThat(queued()).containsExactly("second");
    tasks.runAll();
    assertThat(ran).containsExactly("second", "prepared");
  }

  @Test
  void a_lane_is_there_only_while_one_of_its_tasks_is() {
    Pool pool = Offstage.pool();
    for (int i = 0; i < 100; i++) {
      job("n" + i).orderBy(i % 10).start();
    }
    assertThat(PlansOf.lanes(pool)).isEqualTo(10);
    tasks.queued().forEach(task -> task.cancel("away"));
    tasks.runAll();

    assertThat(PlansOf.lanes(pool)).isZero();
    assertThat(pool.queued()).isZero();
  }

  @Test
  void a_value_without_text_is_refused() {
    assertThatThrownBy(() -> job("x").orderBy(""))
        .hasMessage("orderBy has 0 characters; allowed: 1 to 200");
  }
}
