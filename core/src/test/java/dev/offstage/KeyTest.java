package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of the tasks of a pool with one key, one waits or runs. */
class KeyTest {
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

  @Test
  void a_second_task_with_the_key_of_a_queued_one_joins_it() {
    Task<Void> first = job("first").key("report:7").start();
    Task<Void> second = job("second").key("report:7").start();
    tasks.runAll();

    assertThat(second).isSameAs(first);
    assertThat(ran).containsExactly("first");
    assertThat(Offstage.pool().counts().succeeded()).isEqualTo(1);
  }

  @Test
  void tasks_without_a_key_or_with_another_one_do_not_know_each_other() {
    job("plain").start();
    job("plain").start();
    job("one").key("1").start();
    job("two").key("2").start();
    tasks.runAll();

    assertThat(ran).containsExactly("plain", "plain", "one", "two");
  }

  @Test
  void the_same_key_in_two_pools_is_two_keys() {
    try (Pool other = Pool.builder("other").size(1).queue(10).build()) {
      Task<Void> here = job("here").key("k").start();
      Task<Void> there = job("there").pool(other).key("k").start();
      tasks.runAll();

      assertThat(there).isNotSameAs(here);
      assertThat(ran).containsExactly("here", "there");
    }
  }

  @Test
  void a_task_that_runs_is_joined_too() {
    List<Task<?>> joined = new ArrayList<>();
    Task<?> task = Offstage.task(() -> joined.add(job("inner").key("k").start())).key("k").start();
    tasks.runAll();

    assertThat(joined).containsExactly(task);
    assertThat(ran).isEmpty();
  }

  @Test
  void a_task_that_has_ended_is_never_joined_however_it_ended() {
    Task<Void> succeeded = job("succeeded").key("k").start();
    tasks.runAll();
    Task<?> failed =
        Offstage.task(
                () -> {
                  throw new IOException("down");
                })
            .key("k")
            .start();
    tasks.runAll();
    Task<Void> cancelled = job("cancelled").key("k").start();
    cancelled.cancel();
    Task<Void> last = job("last").key("k").start();
    tasks.runAll();

    assertThat(failed.error()).hasMessage("down");
    assertThat(last).isNotSameAs(succeeded).isNotSameAs(cancelled);
    assertThat(ran).containsExactly("succeeded", "last");
  }

  @Test
  void whoever_hears_of_the_end_first_can_hand_the_key_over_again() {
    List<Task<?>> again = new ArrayList<>();
    Runnable remove =
        Offstage.addListener(
            new TaskListener() {
              @Override
              public void succeeded(Task<?> task) {
                if (again.isEmpty()) {
                  again.add(job("again").key("k").start());
                }
              }
            });
    job("first").key("k").start();
    tasks.runAll();
    remove.run();

    assertThat(ran).containsExactly("first", "again");
  }

  @Test
  void a_task_that_is_held_back_is_joined() {
    Prepared<Void> held = job("held").key("k").prepare();

    assertThat(job("second").key("k").start()).isSameAs(held.task());
    held.start();
    tasks.runAll();
    assertThat(ran).containsExactly("held");
  }

  @Test
  void a_prepared_task_that_joins_another_one_leaves_its_end_to_that_ones_owner() {
    Task<Void> first = job("first").key("k").start();
    Prepared<Void> second = job("second").key("k").prepare();

    assertThat(second.task()).isSameAs(first);
    assertThat(second.cancel()).isFalse();
    assertThat(second.start()).isSameAs(first);
    tasks.runAll();
    assertThat(ran).containsExactly("first");
  }

  @Test
  void a_task_that_waits_for_its_next_attempt_keeps_its_key() {
    AtomicInteger attempts = new AtomicInteger();
    Task<String> task =
        Offstage.task(
                () -> {
                  if (attempts.incrementAndGet() == 1) {
                    throw new IOException("down");
                  }
                  return "done";
                })
            .key("k")
            .retries(1)
            .start();
    tasks.runAll();

    assertThat(job("second").key("k").start()).isSameAs(task);
    tasks.advance(Duration.ofMinutes(1));
    tasks.runAll();
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(ran).isEmpty();
  }

  @Test
  void a_queued_task_is_cancelled_when_it_is_replaced() {
    Task<Void> first = job("first").key("k").start();
    Task<Void> second = job("second").key("k", WhenKnown.REPLACE).start();

    assertThat(first.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(first.cause()).isEqualTo("replaced");
    assertThat(job("third").key("k").start()).isSameAs(second);
    assertThat(Offstage.pool().queued()).isEqualTo(1);
    tasks.runAll();
    assertThat(ran).containsExactly("second");
  }

  @Test
  void a_running_task_is_left_alone_and_the_new_one_queues_beside_it() {
    List<Task<Void>> beside = new ArrayList<>();
    Task<Void> running =
        Offstage.task(
                () -> {
                  beside.add(job("beside").key("k", WhenKnown.REPLACE).start());
                  ran.add("running");
                })
            .key("k")
            .start();
    tasks.runNext();

    assertThat(running.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(job("third").key("k").start()).isSameAs(beside.get(0));
    tasks.runAll();
    assertThat(ran).containsExactly("running", "beside");
  }

  @Test
  void a_known_task_can_be_a_reason_to_refuse_the_new_one() {
    Task<Void> first = job("first").key("k", WhenKnown.REJECT).start();

    assertThatThrownBy(() -> job("second").key("k", WhenKnown.REJECT).start())
        .isInstanceOfSatisfying(
            TaskKnownException.class, e -> assertThat((Object) e.task()).isSameAs(first))
        .hasMessage(
            "Pool 'default' has a task with the key 'k' already:"
                + " Task[first, pool default, QUEUED]");
    tasks.runAll();
    job("third").key("k", WhenKnown.REJECT).start();
    tasks.runAll();
    assertThat(ran).containsExactly("first", "third");
  }

  @Test
  void a_hand_over_that_is_refused_leaves_no_key_and_replaces_nothing() {
    try (Pool small = Pool.builder("small").size(1).queue(1).build()) {
      Task<Void> first = job("first").pool(small).key("k").start();

      assertThat(job("joins").pool(small).key("k").start()).isSameAs(first);
      assertThatThrownBy(() -> job("full").pool(small).key("other").start())
          .isInstanceOf(PoolFullException.class);
      assertThatThrownBy(() -> job("full").pool(small).key("k", WhenKnown.REPLACE).start())
          .isInstanceOf(PoolFullException.class);
      assertThat(first.status()).isEqualTo(Task.Status.QUEUED);
      tasks.runAll();

      job("second").pool(small).key("other").start();
      tasks.runAll();
      assertThat(ran).containsExactly("first", "second");
    }
  }

  @Test
  void a_task_whose_work_is_stuck_after_its_time_has_ended_and_a_new_one_may_come()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "2", "offstage.drain", "0s")) {
      Gate gate = new Gate();
      Task<?> stuck =
          Offstage.task(gate::passIgnoringInterrupts)
              .key("k")
              .timeout(Duration.ofMillis(10))
              .grace(Duration.ofMillis(1))
              .start();
      stuck.await();
      assertThat(stuck.error()).isInstanceOf(TaskTimeoutException.class);

      Task<Void> second = job("second").key("k").start();
      second.join();
      gate.open();

      assertThat((Object) second).isNotSameAs(stuck);
      assertThat(ran).containsExactly("second");
      await().until(() -> Offstage.pool().running() == 0);
    }
  }

  @Test
  void of_many_threads_with_one_key_all_get_the_task_that_one_of_them_has_handed_over()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "4", "offstage.pool.queue", "1000")) {
      Gate gate = new Gate();
      AtomicInteger runs = new AtomicInteger();
      List<Task<List<Task<?>>>> callers = new ArrayList<>();
      try (Pool threads = Pool.builder("callers").size(4).queue(100).build()) {
        for (int i = 0; i < 4; i++) {
          callers.add(
              threads.call(
                  () -> {
                    List<Task<?>> got = new ArrayList<>();
                    for (int n = 0; n < 500; n++) {
                      got.add(
                          Offstage.task(
                                  () -> {
                                    runs.incrementAndGet();
                                    gate.pass();
                                  })
                              .key("k" + n % 4)
                              .start());
                    }
                    return got;
                  }));
        }
        List<Task<?>> all = new ArrayList<>();
        for (Task<List<Task<?>>> caller : callers) {
          all.addAll(caller.join());
        }
        gate.open();
        for (Task<?> task : all) {
          task.join();
        }

        assertThat(all.stream().distinct()).hasSize(4);
        assertThat(runs).hasValue(4);
      }
    }
  }
}
