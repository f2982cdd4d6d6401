package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which of the waiting tasks come first, with the default step of 10 s. */
class PriorityTest {
  private static final long STEP = 10;

  private TestMode tasks = TestMode.manual();
  private final List<String> ran = new ArrayList<>();

  @AfterEach
  void close() {
    tasks.close();
  }

  private Task<Void> start(String name, Priority level) {
    Work work = () -> ran.add(name);
    return Offstage.task(work).name(name).priority(level).start();
  }

  private void seconds(long count) {
    tasks.advance(Duration.ofSeconds(count));
  }

  @Test
  void of_tasks_that_are_handed_over_together_the_higher_one_comes_first() {
    start("low", Priority.LOW);
    start("normal", Priority.NORMAL);
    start("high", Priority.HIGH);
    tasks.runAll();

    assertThat(ran).containsExactly("high", "normal", "low");
  }

  @Test
  void within_a_level_the_order_is_that_of_the_hand_over() {
    for (int i = 0; i < 5; i++) {
      start("low " + i, Priority.LOW);
      start("high " + i, Priority.HIGH);
      seconds(1);
    }
    tasks.runAll();

    assertThat(ran)
        .containsExactly(
            "high 0", "high 1", "high 2", "high 3", "high 4", "low 0", "low 1", "low 2", "low 3",
            "low 4");
  }

  @Test
  void a_step_counts_as_so_much_waiting() {
    start("old", Priority.NORMAL);
    seconds(STEP + 1);
    start("high", Priority.HIGH);
    start("low", Priority.LOW);
    seconds(STEP + 1);
    start("new", Priority.NORMAL);
    tasks.runAll();

    assertThat(ran).containsExactly("old", "high", "low", "new");
  }

  @Test
  void under_an_endless_stream_of_high_tasks_a_low_one_runs_after_two_steps() {
    start("low", Priority.LOW);
    for (int i = 0; i < 60; i++) {
      start("high " + i, Priority.HIGH);
      tasks.runNext();
      seconds(1);
    }

    // Those of second 0 to 19 went before it.
    assertThat(ran.indexOf("low")).isEqualTo((int) (2 * STEP));
  }

  @Test
  void whatever_comes_a_task_is_overtaken_only_by_what_comes_within_two_steps_after_it() {
    Random random = new Random(7);
    Map<String, Long> handedOver = new HashMap<>();
    long now = 0;
    int count = 0;
    while (count < 5_000) {
      String name = "n" + count++;
      handedOver.put(name, now);
      start(name, Priority.values()[random.nextInt(3)]);
      if (random.nextInt(100) < 90) {
        tasks.runNext();
      }
      long pause = random.nextInt(4);
      now += pause;
      seconds(pause);
    }
    tasks.runAll();

    assertThat(ran).hasSize(5_000);
    long latest = 0;
    for (String name : ran) {
      latest = Math.max(latest, handedOver.get(name));
      assertThat(latest - handedOver.get(name)).isLessThan(2 * STEP);
    }
    assertThat(latest).isGreaterThan(1_000);
  }

  @Test
  void without_a_step_a_lower_one_waits_for_all_that_are_higher() {
    tasks.close();
    System.setProperty("offstage.priority.step", "0s");
    try {
      tasks = TestMode.manual();
    } finally {
      System.clearProperty("offstage.priority.step");
    }
    start("low", Priority.LOW);
    start("normal", Priority.NORMAL);
    tasks.advance(Duration.ofDays(300));
    start("high", Priority.HIGH);
    start("late", Priority.NORMAL);
    tasks.runAll();

    assertThat(ran).containsExactly("high", "normal", "late", "low");
  }

  @Test
  void the_places_of_a_pool_are_for_all_levels_together() {
    try (Pool small = Pool.builder("small").size(1).queue(3).build()) {
      Work nothing = () -> {};
      List<Task<?>> all = new ArrayList<>();
      for (Priority level : Priority.values()) {
        all.add(Offstage.task(nothing).pool(small).priority(level).start());
      }

      for (Priority level : Priority.values()) {
        assertThatThrownBy(() -> Offstage.task(nothing).pool(small).priority(level).start())
            .isInstanceOf(PoolFullException.class);
      }
      assertThat(small.queued()).isEqualTo(3);
      all.get(0).cancel();
      assertThat(small.queued()).isEqualTo(2);
      Offstage.task(nothing).pool(small).priority(Priority.HIGH).start();
    }
  }

  @Test
  void a_task_that_is_tried_again_has_the_turn_of_its_hand_over() {
    AtomicInteger attempts = new AtomicInteger();
    Work failingOnce =
        () -> {
          ran.add("attempt " + attempts.incrementAndGet());
          if (attempts.get() == 1) {
            throw new IOException("down");
          }
        };
    Offstage.task(failingOnce).priority(Priority.LOW).retries(1).start();
    tasks.runAll();
    seconds(60);
    start("normal", Priority.NORMAL);
    start("low", Priority.LOW);
    tasks.runAll();

    assertThat(ran).containsExactly("attempt 1", "attempt 2", "normal", "low");
  }
}
