package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final int COUNT = 500;

  private final App app = App.with("offstage.pool.size", "3", "offstage.pool.queue", "4");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, COUNT).boxed().collect(Collectors.toList());
  }

  @Test
  void all_come_though_the_queue_is_far_smaller() throws Exception {
    List<Integer> results = new ArrayList<>();

    try (Results<Integer> done = Offstage.results(numbers(), n -> n * 2).ahead(COUNT)) {
      for (Task<Integer> each : done) {
        results.add(each.join());
      }
    }

    assertThat(results)
        .containsExactlyInAnyOrderElementsOf(
            numbers().stream().map(n -> n * 2).collect(Collectors.toList()));
    assertThat(Offstage.pool().counts().rejected()).isZero();
  }

  @Test
  void the_quick_one_comes_before_the_slow_one() throws Exception {
    try (Results<String> done =
        Offstage.results(
            Arrays.asList("slow", "quick"),
            name -> {
              if (name.equals("slow")) {
                gate.pass();
              }
              return name;
            })) {
      Iterator<Task<String>> tasks = done.iterator();
      assertThat(tasks.next().join()).isEqualTo("quick");
      gate.open();
      assertThat(tasks.next().join()).isEqualTo("slow");
      assertThat(tasks.hasNext()).isFalse();
      assertThatThrownBy(tasks::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void in_order_each_waits_for_those_before_it() throws Exception {
    List<Integer> results = new ArrayList<>();

    try (Results<Integer> done =
        Offstage.results(
                numbers(),
                n -> {
                  if (n % 7 == 0) {
                    Thread.yield();
                  }
                  return n;
                })
            .inOrder()) {
      for (Task<Integer> each : done) {
        results.add(each.join());
      }
    }

    assertThat(results).isEqualTo(numbers());
  }

  @Test
  void an_input_without_an_end_is_read_only_a_little_ahead() throws Exception {
    AtomicInteger read = new AtomicInteger();
    Iterator<Integer> endless = Stream.generate(read::incrementAndGet).iterator();

    try (Results<Integer> done = Offstage.pool().results(endless, n -> n)) {
      Iterator<Task<Integer>> tasks = done.iterator();
      for (int i = 1; i <= COUNT; i++) {
        tasks.next().join();
        assertThat(read.get()).isLessThanOrEqualTo(i + 6);
      }
    }

    assertThat(Offstage.pool().queued()).isZero();
  }

  @Test
  void nothing_is_handed_over_before_somebody_asks() {
    AtomicInteger read = new AtomicInteger();

    Offstage.pool().results(Stream.generate(read::incrementAndGet).iterator(), n -> n).close();

    assertThat(read).hasValue(0);
  }

  @Test
  void a_failure_is_one_tasks_own() throws Exception {
    List<Object> results = new ArrayList<>();

    try (Results<Integer> done = Offstage.results(Arrays.asList(4, 0, 2), n -> 8 / n).inOrder()) {
      for (Task<Integer> each : done) {
        results.add(each.error() == null ? each.join() : each.error().getMessage());
      }
    }

    assertThat(results).containsExactly(2, "/ by zero", 4);
  }

  @Test
  void closing_cancels_what_has_not_ended() throws Exception {
    Results<Integer> done =
        Offstage.results(
            numbers(),
            n -> {
              if (n > 0) {
                gate.pass();
              }
              return n;
            });
    Iterator<Task<Integer>> tasks = done.iterator();
    assertThat(tasks.next().join()).isZero();

    done.close();
    done.close();

    assertThat(tasks.hasNext()).isFalse();
    assertThatThrownBy(tasks::next).isInstanceOf(NoSuchElementException.class).hasMessage("closed");
    Soon.await().until(() -> Offstage.pool().running() == 0);
    assertThat(Offstage.pool().queued()).isZero();
    PoolCounts counts = Offstage.pool().counts();
    assertThat(counts.succeeded()).isEqualTo(1);
    assertThat(counts.cancelled()).isPositive();
  }

  @Test
  void a_pool_full_of_others_work_lets_own_tasks_go_first_and_then_refuses() throws Exception {
    try (Results<Integer> done = Offstage.results(numbers(), n -> n).ahead(1)) {
      Iterator<Task<Integer>> tasks = done.iterator();
      tasks.next();
      Soon.await().until(() -> Offstage.pool().running() == 0);
      gate.fill(Offstage.pool());
      assertThatThrownBy(tasks::hasNext).isInstanceOf(PoolFullException.class);
      gate.open();
      Soon.await().until(() -> Offstage.pool().running() == 0);
      // The one that was refused is gone; the others still come.
      assertThat(tasks.next().join()).isEqualTo(2);
    }
  }

  @Test
  void a_task_of_the_same_pool_takes_them_without_a_deadlock() throws Exception {
    List<Task<Integer>> outer = new ArrayList<>();
    Offstage.pool().resize(3, COUNT);
    for (int i = 0; i < 60; i++) {
      outer.add(Offstage.call(() -> sum(Offstage.results(Arrays.asList(1, 2, 3), n -> n))));
    }

    for (Task<Integer> each : outer) {
      assertThat(each.join()).isEqualTo(6);
    }
  }

  private static int sum(Results<Integer> results) throws Exception {
    int sum = 0;
    for (Task<Integer> each : results) {
      sum += each.join();
    }
    return sum;
  }

  @Test
  void an_interrupted_wait_ends_and_leaves_the_thread_interrupted() {
    try (Results<Integer> done =
        Offstage.results(
            Collections.singletonList(1),
            n -> {
              gate.pass();
              return n;
            })) {
      Iterator<Task<Integer>> tasks = done.iterator();
      Thread.currentThread().interrupt();
      assertThatThrownBy(tasks::next).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      gate.open();
      assertThat(tasks.next().isDone()).isTrue();
    }
  }

  @Test
  void they_are_taken_once_and_set_before_that() {
    Results<Integer> done = Offstage.results(numbers(), n -> n);

    assertThatThrownBy(() -> done.ahead(0)).hasMessage("ahead is 0; allowed: 1 to 1000000");
    assertThat(done.stream().limit(3)).hasSize(3);
    assertThatThrownBy(done::iterator).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(done::inOrder).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> done.ahead(5)).isInstanceOf(IllegalStateException.class);
    done.close();
  }

  @Test
  void by_hand_whoever_waits_runs_them() throws Exception {
    app.close();
    try (TestMode tasks = TestMode.manual()) {
      assertThat(sum(Offstage.results(Arrays.asList(1, 2, 3), n -> n))).isEqualTo(6);
    }
  }
}
