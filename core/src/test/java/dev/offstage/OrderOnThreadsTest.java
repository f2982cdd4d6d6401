package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.pool.PlansOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Lanes on real threads: what waits holds none, and what is stuck keeps its lane. */
class OrderOnThreadsTest {
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  private TaskBuilder<Void> job(String name) {
    Work work = () -> ran.add(name);
    return Offstage.task(work).name(name);
  }

  @Test
  void waiting_in_a_lane_holds_no_thread() throws Exception {
    try (App app = App.with("offstage.pool.size", "2")) {
      Gate gate = new Gate();
      Offstage.task(gate::pass).orderBy("anna").start();
      for (int i = 0; i < 10; i++) {
        job("anna").orderBy("anna").start();
      }
      gate.awaitArrived(1);
      job("plain").start().join();

      assertThat(ran).containsExactly("plain");
      assertThat(Offstage.pool().running()).isLessThanOrEqualTo(2);
      gate.open();
      await().until(() -> ran.size() == 11);
    }
  }

  @Test
  void a_stuck_task_keeps_its_lane_closed_until_its_thread_returns() throws Exception {
    try (App app = App.with("offstage.pool.size", "2")) {
      Gate gate = new Gate();
      Task<?> stuck =
          Offstage.task(gate::passIgnoringInterrupts)
              .orderBy("anna")
              .timeout(Duration.ofMillis(10))
              .grace(Duration.ofMillis(1))
              .start();
      Task<Void> second = job("second").orderBy("anna").start();
      stuck.await();
      job("bert").orderBy("bert").start().join();

      assertThat(stuck.error()).isInstanceOf(TaskTimeoutException.class);
      assertThat(second.status()).isEqualTo(Task.Status.QUEUED);
      gate.open();
      second.join();
      assertThat(ran).containsExactly("bert", "second");
    }
  }

  @Test
  void a_task_that_runs_keeps_its_lane_when_it_is_cancelled_until_its_thread_returns()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "2")) {
      Gate gate = new Gate();
      Task<?> first = Offstage.task(gate::passIgnoringInterrupts).orderBy("anna").start();
      gate.awaitArrived(1);
      Task<Void> second = job("second").orderBy("anna").start();
      first.cancel();

      assertThat(second.status()).isEqualTo(Task.Status.QUEUED);
      gate.open();
      second.join();
    }
  }

  @Test
  void a_thread_that_waits_for_a_task_in_a_lane_runs_what_is_in_front_of_it() throws Exception {
    try (App app = App.with("offstage.pool.size", "1")) {
      Offstage.run(
              () -> {
                job("first").orderBy("anna").start();
                job("second").orderBy("anna").start();
                job("third").orderBy("anna").start().join();
              })
          .join(Duration.ofSeconds(20));

      assertThat(ran).containsExactly("first", "second", "third");
    }
  }

  @Test
  void a_task_that_waits_for_one_behind_it_in_its_lane_fails_at_once() throws Exception {
    try (App app = App.with("offstage.pool.size", "2")) {
      Work waits = () -> job("behind").orderBy("anna").start().join();
      Task<?> task = Offstage.task(waits).orderBy("anna").start();

      assertThatThrownBy(() -> task.join(Duration.ofSeconds(20)))
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("would wait for ever");
      await().until(() -> ran.equals(Collections.singletonList("behind")));
    }
  }

  @Test
  void a_closed_pool_runs_what_waits_in_its_lanes_one_after_the_other() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("long").size(2).queue(20_000).build();
      Gate gate = new Gate();
      Offstage.task(gate::pass).pool(pool).orderBy("anna").start();
      for (int i = 0; i < 10_000; i++) {
        job("n" + i).pool(pool).orderBy("anna").start();
      }
      pool.close();
      gate.open();

      await().until(() -> ran.size() == 10_000);
      for (int i = 0; i < 10_000; i++) {
        assertThat(ran.get(i)).isEqualTo("n" + i);
      }
      await().until(() -> PlansOf.lanes(pool) == 0);
    }
  }

  @Test
  void a_terminated_pool_leaves_nothing_in_its_lanes() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("short").size(2).queue(1_000).build();
      Gate gate = new Gate();
      Offstage.task(gate::pass).pool(pool).orderBy("anna").start();
      gate.awaitArrived(1);
      Task<Void> second = job("second").pool(pool).orderBy("anna").start();
      pool.terminate();

      assertThat(second.status()).isEqualTo(Task.Status.CANCELLED);
      await().until(() -> PlansOf.lanes(pool) == 0);
      assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void lanes_are_the_same_on_the_threads_of_an_executor() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    // Of the second kind a pool knows nothing: each task asks for a thread of its own.
    for (java.util.concurrent.Executor kind :
        Arrays.asList(threads, (java.util.concurrent.Executor) threads::execute)) {
      ran.clear();
      try (App app = App.with()) {
        Pool pool = Pool.builder("lent").size(2).queue(500).threads(kind).build();
        List<Task<?>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          all.add(job("n" + i).pool(pool).orderBy("anna").start());
        }
        for (Task<?> task : all) {
          task.join(Duration.ofSeconds(20));
        }
        for (int i = 0; i < 200; i++) {
          assertThat(ran.get(i)).isEqualTo("n" + i);
        }
      }
    }
    threads.shutdown();
  }

  @Test
  void a_switched_off_library_runs_ordered_tasks_at_once() throws Exception {
    try (App app = App.with("offstage.enabled", "false")) {
      job("first").orderBy("anna").key("k").priority(Priority.LOW).start();

      assertThat(ran).containsExactly("first");
      assertThat(PlansOf.lanes(Offstage.pool())).isZero();
      assertThat(PlansOf.keys(Offstage.pool())).isZero();
    }
  }
}
