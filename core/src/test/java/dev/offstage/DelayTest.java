package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.PoolTask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that start later, on a clock that the test moves. */
class DelayTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicInteger ran = new AtomicInteger();
  private TestMode tasks = TestMode.manual();

  @AfterEach
  void close() {
    tasks.close();
    System.clearProperty("offstage.delayed");
    System.clearProperty("offstage.pool.queue");
  }

  /** The same with one more setting. */
  private void restart(String key, String value) {
    tasks.close();
    System.setProperty(key, value);
    tasks = TestMode.manual();
  }

  private TaskBuilder<Integer> task() {
    return Offstage.task(ran::incrementAndGet);
  }

  @Test
  void a_delayed_task_is_not_there_for_a_thread_before_its_time() {
    Task<Integer> task = task().delay(MINUTE).start();

    tasks.advance(MINUTE.minusMillis(1));
    assertThat(tasks.queued()).isEmpty();
    assertThat(task.status()).isEqualTo(Task.Status.QUEUED);
    tasks.advance(Duration.ofMillis(1));
    assertThat(tasks.queued()).containsExactly(task);
    assertThat(ran).hasValue(0);
    tasks.runAll();
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  @Test
  void a_delayed_task_tells_its_time_until_that_has_come() {
    Task<Integer> task = task().delay(MINUTE).start();

    assertThat(task.nextAttempt()).isEqualTo(task.created().plus(MINUTE));
    tasks.advance(MINUTE);
    assertThat(task.nextAttempt()).isNull();
    assertThat(task().start().nextAttempt()).isNull();
  }

  @Test
  void delayed_tasks_start_in_the_order_of_their_times() {
    List<String> order = new ArrayList<>();
    Offstage.task(() -> order.add("third")).delay(MINUTE.multipliedBy(3)).start();
    Offstage.task(() -> order.add("first")).delay(MINUTE).start();
    Offstage.task(() -> order.add("second")).delay(MINUTE.multipliedBy(2)).start();

    tasks.advance(Duration.ofHours(1));
    tasks.runAll();
    assertThat(order).containsExactly("first", "second", "third");
  }

  @Test
  void a_delayed_task_takes_no_place_in_the_queue_and_goes_past_its_bound_when_due() {
    restart("offstage.pool.queue", "1");
    Task<Integer> delayed = task().delay(MINUTE).start();
    assertThat(Offstage.pool().queued()).isZero();
    Task<Integer> queued = task().start();
    assertThatThrownBy(() -> task().start()).isInstanceOf(PoolFullException.class);

    tasks.advance(MINUTE);
    assertThat(tasks.queued()).containsExactly(queued, delayed);
    tasks.runAll();
    assertThat(ran).hasValue(2);
    task().start();
    assertThatThrownBy(() -> task().start()).isInstanceOf(PoolFullException.class);
  }

  @Test
  void more_delayed_tasks_than_the_setting_allows_are_refused() {
    restart("offstage.delayed", "2");
    try (Pool other = Pool.builder("other").build()) {
      Task<Integer> first = task().delay(MINUTE).start();
      other.task(ran::incrementAndGet).delay(MINUTE).start();

      assertThatThrownBy(() -> task().name("third").delay(MINUTE).start())
          .isInstanceOf(PoolFullException.class)
          .hasMessage(
              "Pool 'default' does not take 'third' for later: 2 tasks of the application wait for"
                  + " their time already (setting offstage.delayed)");
      assertThat(Offstage.pool().counts().rejected()).isEqualTo(1);
      first.cancel();
      task().delay(MINUTE).start();
      tasks.advance(MINUTE);
      task().delay(MINUTE).start();
      task().delay(MINUTE).start();
    }
  }

  @Test
  void a_cancelled_task_never_starts_and_gives_its_place_back() {
    Task<Integer> task = task().delay(MINUTE).start();

    assertThat(task.cancel("not needed")).isTrue();
    tasks.advance(MINUTE);
    assertThat(tasks.queued()).isEmpty();
    assertThat(task.nextAttempt()).isNull();
    assertThat(task.cause()).isEqualTo("not needed");
  }

  @Test
  void a_task_for_a_time_of_day_starts_then() {
    Instant time = task().start().created().plusSeconds(90);
    Task<Integer> task = task().at(time).start();
    tasks.runAll();

    assertThat(task.nextAttempt()).isEqualTo(time);
    tasks.advance(Duration.ofSeconds(90).minusMillis(1));
    assertThat(tasks.queued()).isEmpty();
    tasks.advance(Duration.ofMillis(1));
    assertThat(tasks.queued()).containsExactly(task);
  }

  @Test
  void a_task_for_a_time_that_has_passed_starts_at_once_if_there_is_room() {
    restart("offstage.pool.queue", "1");
    Task<Integer> task = task().at(Instant.EPOCH).start();

    assertThat(tasks.queued()).containsExactly(task);
    assertThatThrownBy(() -> task().at(Instant.EPOCH).start())
        .hasMessageContaining("offstage.pool.queue");
    assertThatThrownBy(() -> task().delay(Duration.ZERO).start())
        .hasMessageContaining("offstage.pool.queue");
  }

  @Test
  void a_clock_that_is_set_forward_starts_a_task_within_a_minute() {
    Instant now = task().start().created();
    Task<Integer> task = task().at(now.plus(Duration.ofHours(8))).start();
    tasks.runAll();

    // The machine has slept.
    tasks.setClock(now.plus(Duration.ofHours(9)));
    assertThat(tasks.queued()).isEmpty();
    tasks.advance(MINUTE);
    assertThat(tasks.queued()).containsExactly(task);
  }

  @Test
  void a_clock_that_is_set_back_lets_a_task_wait_for_its_time_but_not_for_its_delay() {
    Instant now = task().start().created();
    Task<Integer> at = task().at(now.plus(Duration.ofHours(1))).start();
    Task<Integer> later = task().delay(Duration.ofHours(1)).start();
    tasks.runAll();

    tasks.setClock(now.minus(Duration.ofHours(2)));
    tasks.advance(Duration.ofHours(1));
    assertThat(tasks.queued()).containsExactly(later);
    tasks.advance(Duration.ofHours(2));
    assertThat(tasks.queued()).containsExactly(later, at);
  }

  @Test
  void after_a_response_the_delay_counts_from_there() {
    List<IntConsumer> waiting = new ArrayList<>();
    AfterResponse request =
        new AfterResponse() {
          @Override
          public void add(PoolTask<?> task, IntConsumer answered) {
            waiting.add(answered);
          }

          @Override
          public String client() {
            return "ann";
          }
        };
    AfterResponse.enter(() -> request);
    Task<Integer> task;
    try {
      task = task().afterResponse().delay(MINUTE).start();
    } finally {
      AfterResponse.enter(null);
    }

    tasks.advance(MINUTE);
    assertThat(tasks.queued()).isEmpty();
    assertThat(task.nextAttempt()).isNull();
    waiting.get(0).accept(200);
    assertThat(task.nextAttempt()).isEqualTo(task.created().plus(MINUTE.multipliedBy(2)));
    tasks.advance(MINUTE);
    assertThat(tasks.queued()).containsExactly(task);
  }

  @Test
  void a_prepared_task_waits_from_its_start_on() {
    Prepared<Integer> prepared = task().delay(MINUTE).prepare();

    tasks.advance(MINUTE.multipliedBy(2));
    assertThat(tasks.queued()).isEmpty();
    prepared.start();
    tasks.advance(MINUTE);
    assertThat(tasks.queued()).containsExactly(prepared.task());
  }

  @Test
  void a_delayed_task_that_fails_is_tried_again_in_its_own_place() {
    Task<?> task =
        Offstage.task(
                () -> {
                  if (ran.incrementAndGet() == 1) {
                    throw new IOException("down");
                  }
                })
            .delay(MINUTE)
            .retries(1)
            .start();
    tasks.advance(MINUTE);
    tasks.runAll();

    assertThat(Offstage.pool().queued()).isEqualTo(1);
    assertThat(task.nextAttempt()).isAfter(task.created().plus(MINUTE));
    tasks.advance(MINUTE);
    tasks.runAll();
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  @Test
  void a_delayed_task_has_its_key_while_it_waits() {
    Task<Integer> first = task().key("mail:1").delay(MINUTE).start();

    assertThat(task().key("mail:1").start()).isSameAs(first);
    Task<Integer> second = task().key("mail:1", WhenKnown.REPLACE).delay(MINUTE).start();
    assertThat(first.isCancelled()).isTrue();
    assertThatThrownBy(() -> task().key("mail:1", WhenKnown.REJECT).delay(MINUTE).start())
        .isInstanceOf(TaskKnownException.class);
    tasks.advance(MINUTE);
    assertThat(tasks.queued()).containsExactly(second);
  }

  @Test
  void a_delayed_task_comes_into_its_lane_when_it_is_due() {
    Task<Integer> delayed = task().orderBy("ann").delay(MINUTE).start();
    Task<Integer> first = task().orderBy("ann").start();
    tasks.advance(MINUTE);
    assertThat(tasks.queued()).containsExactly(first);

    tasks.runNext();
    assertThat(tasks.queued()).containsExactly(delayed);
  }

  @Test
  void inline_a_task_runs_at_once_whatever_its_time() throws Exception {
    tasks.close();
    tasks = TestMode.inline();

    assertThat(task().delay(MINUTE).start().join()).isEqualTo(1);
    assertThat(task().at(Instant.MAX).start().join()).isEqualTo(2);
  }

  @Test
  void wrong_delays_are_refused() {
    assertThatThrownBy(() -> task().delay(Duration.ofDays(367)))
        .hasMessage("delay is 8808h; allowed: 0ms to 8784h");
    assertThatThrownBy(() -> task().delay(Duration.ofMillis(-1)))
        .hasMessageContaining("delay is -1ms");
  }
}
