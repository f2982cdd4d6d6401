package dev.offstage.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

/** Tasks share a time only while many of them come. */
class ClockTest {
  private final List<Runnable> scheduled = new ArrayList<>();
  private int cancelled;
  private boolean stopping;
  private final Clock clock = new Clock(this::timer);

  private ScheduledExecutorService timer() {
    return stub(
        ScheduledExecutorService.class,
        arguments -> {
          if (stopping) {
            throw new RejectedExecutionException();
          }
          scheduled.add((Runnable) arguments[0]);
          return stub(ScheduledFuture.class, nothing -> ++cancelled > 0);
        });
  }

  private interface Answer {
    Object to(Object[] arguments);
  }

  private static <T> T stub(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(arguments)));
  }

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      scheduled.get(scheduled.size() - 1).run();
    }
  }

  /** So many at once that it is worth it to share a time. */
  private void manyAsk() {
    while (scheduled.isEmpty() || cancelled == scheduled.size()) {
      for (int i = 0; i < 1_000; i++) {
        clock.coarseNanos();
      }
    }
  }

  @Test
  void few_questions_are_answered_exactly_and_start_no_timer() {
    long first = clock.coarseNanos();

    assertThat(clock.coarseNanos()).isGreaterThan(first);
    assertThat(scheduled).isEmpty();
  }

  @Test
  void many_questions_start_one_timer_and_share_a_time() {
    manyAsk();

    long shared = clock.coarseNanos();
    assertThat(clock.coarseNanos()).isEqualTo(shared).isLessThanOrEqualTo(clock.nanos());
    assertThat(scheduled).hasSize(1);
  }

  @Test
  void the_first_question_after_a_tick_is_answered_exactly() {
    manyAsk();
    clock.coarseNanos();
    tick(1);

    long before = clock.nanos();
    assertThat(clock.coarseNanos()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void a_worker_that_looks_at_the_time_keeps_the_shared_one_from_getting_old() {
    manyAsk();
    long shared = clock.coarseNanos();
    // The timer's thread gets no turn.
    while (clock.nanos() - shared < 20_000_000) {
      Thread.yield();
    }
    assertThat(clock.coarseNanos()).isEqualTo(shared);

    long now = clock.nanosOfWorker();

    assertThat(clock.coarseNanos()).isGreaterThanOrEqualTo(now);
  }

  @Test
  void without_questions_the_ticking_ends_and_begins_again_when_many_come() {
    manyAsk();
    clock.coarseNanos();
    tick(10);
    assertThat(cancelled).isZero();
    tick(1);
    assertThat(cancelled).isEqualTo(1);

    manyAsk();

    assertThat(scheduled).hasSize(2);
  }

  @Test
  void questions_keep_it_ticking() {
    manyAsk();
    for (int i = 0; i < 10; i++) {
      tick(5);
      clock.coarseNanos();
    }

    assertThat(cancelled).isZero();
  }

  @Test
  void when_the_timer_has_stopped_every_time_is_exact() {
    stopping = true;
    for (int i = 0; i < 10_000; i++) {
      clock.coarseNanos();
    }

    long first = clock.coarseNanos();
    assertThat(first).isPositive();
    assertThat(clock.coarseNanos()).isGreaterThan(first);
  }
}
