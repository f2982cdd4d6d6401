package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits of the settings, on a clock that the test moves. */
class LimitTest {
  private static final String[][] SETTINGS = {
    {"offstage.limit.smtp", "5/s"},
    {"offstage.limit.maps", "60/m burst 3"},
    {"offstage.limit.slow", "1/h"},
    {"offstage.limit.pair", "2 at once"},
    {"offstage.limit.one", "1 at once"},
    {"offstage.limit.both", "1/s, 1 at once"},
  };

  private final List<String> ran = new ArrayList<>();
  private TestMode tasks;

  @BeforeEach
  void start() {
    for (String[] setting : SETTINGS) {
      System.setProperty(setting[0], setting[1]);
    }
    tasks = TestMode.manual();
  }

  @AfterEach
  void close() {
    tasks.close();
    for (String[] setting : SETTINGS) {
      System.clearProperty(setting[0]);
    }
  }

  private TaskBuilder<Void> job(String name) {
    Work work = () -> ran.add(name);
    return Offstage.task(work).name(name);
  }

  private void startJobs(int count, String limit) {
    for (int i = 0; i < count; i++) {
      job("n" + i).limit(limit).start();
    }
  }

  private void advance(long millis) {
    tasks.advance(Duration.ofMillis(millis));
    tasks.runAll();
  }

  @Test
  void tasks_start_evenly_at_the_rate_of_their_limit() {
    startJobs(20, "smtp");
    tasks.runAll();
    assertThat(ran).hasSize(1);

    advance(199);
    assertThat(ran).hasSize(1);
    advance(1);
    assertThat(ran).containsExactly("n0", "n1");
    advance(1_000);
    assertThat(ran).hasSize(7);
    assertThat(Offstage.pool().queued()).isEqualTo(13);
    advance(60_000);
    assertThat(ran).hasSize(20);
  }

  @Test
  void a_burst_may_start_at_once_after_a_quiet_time_and_no_more() {
    startJobs(10, "maps");
    tasks.runAll();
    assertThat(ran).hasSize(3);

    advance(1_000);
    assertThat(ran).hasSize(4);
    advance(6_000);
    assertThat(ran).hasSize(10);
    advance(3_600_000);
    startJobs(10, "maps");
    tasks.runAll();
    assertThat(ran).hasSize(13);
  }

  @Test
  void a_rate_can_be_per_hour() {
    startJobs(2, "slow");
    tasks.runAll();
    advance(3_599_999);
    assertThat(ran).hasSize(1);

    advance(1);
    assertThat(ran).hasSize(2);
  }

  @Test
  void no_more_than_the_given_number_are_under_way_at_once() {
    startJobs(5, "pair");

    assertThat(tasks.queued()).hasSize(2);
    tasks.runNext();
    assertThat(tasks.queued()).hasSize(2);
    tasks.runAll();
    assertThat(ran).containsExactly("n0", "n1", "n2", "n3", "n4");
  }

  @Test
  void with_a_rate_and_a_number_at_once_both_hold() {
    startJobs(3, "both");
    tasks.advance(Duration.ofSeconds(5));
    assertThat(tasks.queued()).hasSize(1);

    tasks.runNext();
    assertThat(tasks.queued()).hasSize(1);
    tasks.runNext();
    assertThat(tasks.queued()).isEmpty();
    advance(1_000);
    assertThat(ran).containsExactly("n0", "n1", "n2");
  }

  @Test
  void a_limit_holds_for_all_pools_together() {
    try (Pool other = Pool.builder("other").size(1).queue(10).build()) {
      job("here").limit("one").start();
      job("there").pool(other).limit("one").start();

      assertThat(tasks.queued()).hasSize(1);
      tasks.runAll();
      assertThat(ran).containsExactly("here", "there");
    }
  }

  @Test
  void tasks_without_the_limit_are_not_held_up() {
    startJobs(3, "slow");
    job("plain").start();
    job("other").limit("smtp").start();
    tasks.runAll();

    assertThat(ran).containsExactly("n0", "plain", "other");
  }

  @Test
  void a_waiting_task_that_is_cancelled_is_skipped_and_uses_up_nothing() {
    startJobs(1, "smtp");
    Task<Void> cancelled = job("cancelled").limit("smtp").start();
    job("last").limit("smtp").start();
    cancelled.cancel();
    tasks.runAll();

    assertThat(Offstage.pool().queued()).isEqualTo(1);
    advance(200);
    assertThat(ran).containsExactly("n0", "last");
  }

  @Test
  void a_task_that_waits_for_its_next_attempt_leaves_its_place_to_others_and_takes_one_again() {
    AtomicInteger attempts = new AtomicInteger();
    Work failingOnce =
        () -> {
          ran.add("attempt " + attempts.incrementAndGet());
          if (attempts.get() == 1) {
            throw new IOException("down");
          }
        };
    Backoff second = Backoff.from(Duration.ofSeconds(1)).jitter(0);
    Offstage.task(failingOnce).limit("one").retries(1).backoff(second).start();
    tasks.runAll();
    job("other").limit("one").start();
    assertThat(tasks.queued()).hasSize(1);

    tasks.advance(Duration.ofSeconds(1));
    assertThat(tasks.queued()).hasSize(1);
    tasks.runAll();
    assertThat(ran).containsExactly("attempt 1", "other", "attempt 2");
    startJobs(1, "one");
    assertThat(tasks.queued()).hasSize(1);
  }

  @Test
  void tasks_that_name_limits_in_different_orders_or_twice_never_wait_for_each_other() {
    job("a").limit("one").limit("pair").limit("one").start();
    job("b").limit("pair").limit("one").start();
    job("c").limit("one").limit("pair").start();
    tasks.runAll();

    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void tasks_that_wait_for_a_limit_take_up_the_places_of_their_pool() {
    try (Pool small = Pool.builder("small").size(1).queue(3).build()) {
      for (int i = 0; i < 3; i++) {
        job("n" + i).pool(small).limit("one").start();
      }

      assertThat(small.queued()).isEqualTo(3);
      assertThatThrownBy(() -> job("full").pool(small).limit("smtp").start())
          .isInstanceOf(PoolFullException.class);
    }
  }

  @Test
  void a_lane_and_a_limit_go_together() {
    job("anna 1").orderBy("anna").limit("one").start();
    job("anna 2").orderBy("anna").limit("one").start();
    job("bert").orderBy("bert").limit("one").start();
    tasks.runAll();

    assertThat(ran).containsExactlyInAnyOrder("anna 1", "anna 2", "bert");
    assertThat(ran.indexOf("anna 1")).isLessThan(ran.indexOf("anna 2"));
  }

  @Test
  void an_unknown_limit_is_refused_with_those_that_exist() {
    assertThatThrownBy(() -> job("x").limit("smpt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no limit 'smpt'; there are [both, maps, one, pair, slow, smtp] (did you mean"
                + " 'smtp'?). A setting such as offstage.limit.smpt=5/s creates it.");
  }
}
