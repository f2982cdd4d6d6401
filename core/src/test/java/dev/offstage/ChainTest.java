package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Tasks that follow tasks, each step by hand. */
class ChainTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicInteger ran = new AtomicInteger();
  private TestMode tasks = TestMode.manual();

  @AfterEach
  void close() {
    tasks.close();
    System.clearProperty("offstage.pool.queue");
  }

  private Task<Integer> one() {
    return Offstage.call(ran::incrementAndGet);
  }

  private static Task<Integer> failing() {
    return Offstage.call(
        () -> {
          throw new IOException("down");
        });
  }

  @Test
  void a_task_follows_another_one_with_its_result() throws Exception {
    Task<Integer> first = one();
    Task<String> second = first.then(number -> "number " + number);
    assertThat(tasks.queued()).containsExactly(first);
    assertThat(second.status()).isEqualTo(Task.Status.QUEUED);

    tasks.runNext();
    assertThat(tasks.queued()).containsExactly(second);
    tasks.runNext();
    assertThat(second.join()).isEqualTo("number 1");
  }

  @Test
  void a_task_follows_one_that_has_ended_at_once() throws Exception {
    Task<Integer> first = one();
    tasks.runAll();
    Task<Integer> second = first.then(number -> number + 1);

    assertThat(tasks.queued()).containsExactly(second);
    assertThat(second.join()).isEqualTo(2);
  }

  @Test
  void it_takes_no_place_before_its_turn_and_runs_at_the_end_of_the_first_if_the_queue_is_full() {
    tasks.close();
    System.setProperty("offstage.pool.queue", "1");
    tasks = TestMode.manual();
    Task<?> first = Offstage.run(() -> Offstage.run(() -> ran.addAndGet(100)));
    Task<Integer> second = first.then(nothing -> ran.incrementAndGet());
    assertThat(Offstage.pool().queued()).isEqualTo(1);

    tasks.runNext();
    assertThat(second.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(ran).hasValue(1);
    tasks.runAll();
    assertThat(ran).hasValue(101);
  }

  @Test
  void a_failure_skips_to_the_next_on_failure() throws Exception {
    Task<Integer> broken = failing();
    Task<Integer> skipped = broken.then(number -> ran.incrementAndGet());
    Task<Integer> mended = skipped.onFailure(error -> error.getMessage().length());
    Task<Integer> last = mended.then(number -> number * 10);
    tasks.runAll();

    assertThat(ran).hasValue(0);
    assertThat(skipped.status()).isEqualTo(Task.Status.FAILED);
    assertThat(skipped.error()).isSameAs(broken.error());
    assertThat(skipped.started()).isNull();
    assertThat(skipped.finished()).isNotNull();
    assertThat(mended.join()).isEqualTo(4);
    assertThat(last.join()).isEqualTo(40);
  }

  @Test
  void a_fallback_is_not_needed_after_a_success() throws Exception {
    Task<Integer> first = one();
    Task<Integer> same = first.onFailure(error -> ran.addAndGet(100));
    tasks.runAll();

    assertThat(same.join()).isEqualTo(1);
    assertThat(same.started()).isNull();
    assertThat(ran).hasValue(1);
    assertThat(Offstage.pool().counts().succeeded()).isEqualTo(2);
  }

  @Test
  void an_action_hears_of_a_success_and_the_result_goes_on() throws Exception {
    List<Integer> heard = new ArrayList<>();
    Task<Integer> last = one().onSuccess(heard::add).then(number -> number + 1);
    Task<Integer> broken =
        one()
            .onSuccess(
                number -> {
                  throw new IllegalStateException("no");
                });
    failing().onSuccess(heard::add);
    tasks.runAll();

    assertThat(heard).containsExactly(1);
    assertThat(last.join()).isEqualTo(2);
    assertThat(broken.error()).hasMessage("no");
  }

  @Test
  void cancelling_the_last_cancels_those_before_it_that_have_not_run() {
    Task<Integer> first = one();
    Task<Integer> second = first.then(number -> number + 1);
    Task<Integer> third = second.then(number -> number + 1);
    tasks.runNext();
    Task<Integer> other = one();
    Task<Integer> afterOther = other.then(number -> number);

    assertThat(third.cancel()).isTrue();
    assertThat(first.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(second.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(second.cause()).contains("which follows it, was cancelled");
    afterOther.cancel();
    assertThat(other.isCancelled()).isTrue();
    assertThat(tasks.queued()).isEmpty();
  }

  @Test
  void a_task_that_others_follow_too_is_not_cancelled_with_one_of_them() throws Exception {
    Task<Integer> first = one();
    Task<Integer> left = first.then(number -> number + 1);
    Task<Integer> right = first.then(number -> number + 2);

    left.cancel();
    assertThat(first.status()).isEqualTo(Task.Status.QUEUED);
    tasks.runAll();
    assertThat(right.join()).isEqualTo(3);
  }

  @Test
  void what_follows_a_cancelled_task_is_cancelled_for_the_same_reason() {
    Task<Integer> first = one();
    Task<Integer> second = first.then(number -> number + 1);
    Task<Integer> third = second.onFailure(error -> 0);

    first.cancel("customer left");
    assertThat(second.isCancelled()).isTrue();
    assertThat(third.isCancelled()).isTrue();
    assertThat(third.cause()).isEqualTo("customer left");
    assertThat(Offstage.pool().counts().cancelled()).isEqualTo(3);
  }

  @Test
  void all_of_some_tasks_are_their_results_in_order() throws Exception {
    Task<Integer> first = one();
    Task<Integer> second = Offstage.task(() -> 7).delay(MINUTE).start();
    Task<List<Integer>> all = Task.all(Arrays.asList(second, first, second));
    tasks.runAll();
    assertThat(all.isDone()).isFalse();

    tasks.advance(MINUTE);
    tasks.runAll();
    assertThat(all.join()).containsExactly(7, 1, 7);
    assertThat(all.name()).isEqualTo("all of 3 tasks");
    assertThat(Task.all(Collections.<Task<Integer>>emptyList()).join()).isEmpty();
  }

  @Test
  void all_fail_as_soon_as_one_does_and_the_others_go_on() throws Exception {
    Task<Integer> slow = Offstage.task(ran::incrementAndGet).delay(MINUTE).start();
    Task<List<Integer>> all = Task.all(Arrays.asList(slow, failing()));
    Task<List<Integer>> cancelled = Task.all(Arrays.asList(slow, one()));
    tasks.runNext();
    assertThat(all.error()).hasMessage("down");
    tasks.queued().get(0).cancel("not wanted");
    assertThat(cancelled.cause()).isEqualTo("not wanted");

    assertThat(slow.status()).isEqualTo(Task.Status.QUEUED);
    tasks.advance(MINUTE);
    tasks.runAll();
    assertThat(slow.join()).isEqualTo(1);
  }

  @Test
  void any_of_some_tasks_ends_as_the_first_of_them_ends() throws Exception {
    Task<Integer> slow = Offstage.task(ran::incrementAndGet).delay(MINUTE).start();
    Task<Integer> quick = Task.any(Arrays.asList(slow, one()));
    Task<Integer> broken = Task.any(Arrays.asList(slow, failing()));
    tasks.runAll();

    assertThat(quick.join()).isEqualTo(1);
    assertThat(broken.error()).hasMessage("down");
    assertThat(slow.status()).isEqualTo(Task.Status.QUEUED);
    assertThatThrownBy(() -> Task.any(Collections.<Task<Integer>>emptyList()))
        .hasMessage("any of no tasks would never end");
    assertThatThrownBy(() -> Task.all(Arrays.asList(slow, null)))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void cancelling_the_sum_cancels_its_parts_that_have_not_run() {
    Task<Integer> first = one();
    Task<Integer> second = one();
    Task<List<Integer>> all = Task.all(Arrays.asList(first, second));
    tasks.runNext();

    all.cancel();
    assertThat(first.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(second.isCancelled()).isTrue();
  }

  @Test
  void a_task_has_the_context_of_whoever_lets_it_follow() throws Exception {
    Task<Integer> first = one();
    MDC.put("user", "ann");
    Task<String> user = first.then(number -> MDC.get("user"));
    MDC.clear();
    tasks.runAll();

    assertThat(user.join()).isEqualTo("ann");
    assertThat(user.name()).contains("ChainTest");
    assertThat(MDC.get("user")).isNull();
  }

  @Test
  void a_failure_is_logged_once_however_long_the_chain_is() {
    try (LogRecords log = new LogRecords()) {
      Task<Void> first =
          Offstage.run(
              () -> {
                throw new IOException("down");
              });
      first.then(nothing -> 1).then(number -> number + 1);
      tasks.runAll();
      assertThat(log.warnings()).singleElement().asString().contains("failed in pool");
    }
  }

  @Test
  void whoever_waits_for_the_last_of_a_long_chain_runs_it_from_its_beginning() throws Exception {
    Task<Integer> last = one();
    for (int i = 0; i < 2_000; i++) {
      last = last.then(number -> number + 1);
    }

    assertThat(last.join()).isEqualTo(2_001);
  }

  @Test
  void a_task_that_waits_for_what_follows_it_would_wait_for_ever() throws Exception {
    List<Task<?>> after = new ArrayList<>();
    Task<Integer> first =
        Offstage.call(
            () -> {
              assertThatThrownBy(() -> after.get(0).join())
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("would wait for ever");
              return 1;
            });
    after.add(first.then(number -> number));

    assertThat(first.join()).isEqualTo(1);
  }
}
