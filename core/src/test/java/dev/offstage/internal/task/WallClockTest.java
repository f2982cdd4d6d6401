package dev.offstage.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The times of tasks are right also when the machine has slept or its clock was set. */
class WallClockTest {
  private final WallClock clock = new WallClock();
  private final Instant start = clock.at(0);

  private static long seconds(long count) {
    return Duration.ofSeconds(count).toNanos();
  }

  private void check(long seconds, long wallSeconds) {
    clock.check(seconds(seconds), start.plusSeconds(wallSeconds).toEpochMilli());
  }

  @Test
  void without_a_jump_nanoseconds_are_added() {
    check(10, 10);

    assertThat(clock.at(seconds(20))).isEqualTo(start.plusSeconds(20));
  }

  @Test
  void after_a_sleep_new_times_are_right_and_older_ones_stay() {
    check(10, 3_610);

    assertThat(clock.at(seconds(5))).isEqualTo(start.plusSeconds(5));
    assertThat(Duration.between(start.plusSeconds(3_620), clock.at(seconds(20))).abs())
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void a_clock_that_is_set_back_is_followed_too() {
    check(100, 40);

    assertThat(Duration.between(start.plusSeconds(50), clock.at(seconds(110))).abs())
        .isLessThan(Duration.ofSeconds(1));
    assertThat(clock.at(seconds(99))).isEqualTo(start.plusSeconds(99));
  }

  @Test
  void only_some_jumps_are_remembered() {
    for (int i = 1; i < 100_000; i++) {
      check(i, i * 10L);
    }

    assertThat(Duration.between(start.plusSeconds(999_990), clock.at(seconds(99_999))).abs())
        .isLessThan(Duration.ofSeconds(1));
  }
}
