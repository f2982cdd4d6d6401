package dev.offstage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

/** The coarse time is kept only while somebody asks for it. */
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

  @Test
  void the_first_question_starts_the_ticking_and_only_that_one() {
    clock.coarseNanos();
    clock.coarseNanos();
    tick(1);
    clock.coarseNanos();

    assertThat(scheduled).hasSize(1);
  }

  @Test
  void between_two_ticks_the_time_stands() {
    clock.coarseNanos();
    tick(1);
    long before = clock.coarseNanos();

    assertThat(clock.coarseNanos()).isEqualTo(before).isLessThanOrEqualTo(clock.nanos());
    tick(1);
    assertThat(clock.coarseNanos()).isGreaterThan(before);
  }

  @Test
  void without_questions_the_ticking_ends_and_begins_again_with_the_next() {
    clock.coarseNanos();
    tick(100);
    assertThat(cancelled).isZero();
    tick(1);
    assertThat(cancelled).isEqualTo(1);

    clock.coarseNanos();

    assertThat(scheduled).hasSize(2);
  }

  @Test
  void questions_keep_it_ticking() {
    clock.coarseNanos();
    for (int i = 0; i < 10; i++) {
      tick(50);
      clock.coarseNanos();
    }

    assertThat(cancelled).isZero();
  }

  @Test
  void when_the_timer_has_stopped_every_time_is_exact() {
    stopping = true;

    long first = clock.coarseNanos();

    assertThat(first).isPositive();
    assertThat(clock.coarseNanos()).isGreaterThan(first);
  }
}
