package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Limits on real threads. */
class LimitOnThreadsTest {
  @Test
  void of_many_threads_no_more_than_the_given_number_are_in_the_work_at_once() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Work work =
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.yield();
          inside.decrementAndGet();
          done.incrementAndGet();
        };
    try (App app =
        App.with(
            "offstage.limit.two", "2 at once",
            "offstage.pool.size", "8",
            "offstage.pool.queue", "10000")) {
      for (int i = 0; i < 10_000; i++) {
        Offstage.task(work).limit("two").start();
      }
      await().until(() -> done.get() == 10_000);
    }

    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void a_rate_goes_on_by_the_real_clock() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Work work = done::incrementAndGet;
    try (App app = App.with("offstage.limit.smtp", "200/s burst 3")) {
      List<Task<?>> all = new ArrayList<>();
      for (int i = 0; i < 43; i++) {
        all.add(Offstage.task(work).limit("smtp").start());
      }
      for (Task<?> task : all) {
        task.join(Duration.ofSeconds(20));
      }
      assertThat(done).hasValue(43);
    }
  }

  @Test
  void waiting_for_a_limit_holds_no_thread() throws Exception {
    try (App app = App.with("offstage.limit.slow", "1/h", "offstage.pool.size", "1")) {
      Work nothing = () -> {};
      for (int i = 0; i < 10; i++) {
        Offstage.task(nothing).limit("slow").start();
      }
      Offstage.task(nothing).start().join(Duration.ofSeconds(20));

      assertThat(Offstage.pool().queued()).isEqualTo(9);
    }
  }

  @Test
  void a_stuck_task_takes_up_its_place_until_its_thread_returns() throws Exception {
    try (App app = App.with("offstage.limit.one", "1 at once", "offstage.pool.size", "2")) {
      Gate gate = new Gate();
      Task<?> stuck =
          Offstage.task(gate::passIgnoringInterrupts)
              .limit("one")
              .timeout(Duration.ofMillis(10))
              .grace(Duration.ofMillis(1))
              .start();
      Work nothing = () -> {};
      Task<Void> second = Offstage.task(nothing).limit("one").start();
      stuck.await();

      assertThat(second.status()).isEqualTo(Task.Status.QUEUED);
      gate.open();
      second.join(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_thread_that_waits_for_a_task_behind_a_limit_runs_what_is_in_front_of_it()
      throws Exception {
    List<String> ran = new ArrayList<>();
    Work first = () -> ran.add("first");
    Work second = () -> ran.add("second");
    try (App app = App.with("offstage.limit.one", "1 at once", "offstage.pool.size", "1")) {
      Work outer =
          () -> {
            Offstage.task(first).limit("one").start();
            Offstage.task(second).limit("one").start().join();
          };
      Offstage.task(outer).start().join(Duration.ofSeconds(20));
    }

    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void a_stop_waits_for_what_a_rate_lets_go_on_in_time() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Work work = done::incrementAndGet;
    Gate gate = new Gate();
    App app = App.with("offstage.limit.one", "100/s, 1 at once", "offstage.drain", "20s");
    try {
      // Until the stop nobody waits for the rate, so nothing has asked for the timer.
      Offstage.task(gate::pass).limit("one").start();
      Offstage.task(work).limit("one").start();
      Offstage.task(work).limit("one").start();
      Thread stop = new Thread(app::drain);
      stop.start();
      await().until(() -> Offstage.pool().isClosed());
      gate.open();
      stop.join();
    } finally {
      gate.open();
      app.close();
    }

    assertThat(done).hasValue(2);
  }
}
