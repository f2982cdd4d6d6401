package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that comes again and again, on a clock that the test moves. */
class RecurringTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant MIDNIGHT = Instant.parse("2026-03-28T00:00:00Z");

  private final AtomicInteger ran = new AtomicInteger();
  private TestMode tasks = started("UTC");

  private static TestMode started(String zone) {
    System.setProperty("offstage.zone", zone);
    TestMode made = TestMode.manual();
    made.setClock(MIDNIGHT);
    return made;
  }

  @AfterEach
  void close() {
    tasks.close();
    System.clearProperty("offstage.zone");
    System.clearProperty("offstage.pool.queue");
  }

  private void work() {
    ran.incrementAndGet();
  }

  /** Lets so many minutes pass, and runs what comes. */
  private void minutes(int count) {
    for (int i = 0; i < count; i++) {
      tasks.advance(MINUTE);
      tasks.runAll();
    }
  }

  @Test
  void work_comes_again_so_much_after_the_end_of_the_time_before() {
    Recurring cleanup = Offstage.every(MINUTE.multipliedBy(5), this::work);
    assertThat(cleanup.next()).isEqualTo(MIDNIGHT.plusSeconds(300));
    assertThat(cleanup.last()).isNull();

    minutes(4);
    assertThat(ran).hasValue(0);
    tasks.advance(MINUTE);
    Task<?> first = cleanup.last();
    assertThat(tasks.queued()).hasSize(1).allMatch(task -> task == first);
    assertThat(cleanup.next()).isNull();
    // It takes three minutes until there is a thread for it.
    tasks.advance(MINUTE.multipliedBy(3));
    tasks.runAll();
    assertThat(cleanup.next()).isEqualTo(MIDNIGHT.plusSeconds(13 * 60));
    minutes(10);
    assertThat(ran).hasValue(3);
    assertThat(cleanup.last()).isNotSameAs(first);
    assertThat(cleanup.skipped()).isZero();
  }

  @Test
  void what_the_work_throws_is_logged_and_the_next_time_comes() {
    try (LogRecords log = new LogRecords()) {
      Recurring cleanup =
          Offstage.task(
                  () -> {
                    work();
                    throw new IOException("down");
                  })
              .name("cleanup")
              .every(MINUTE);
      minutes(3);

      assertThat(ran).hasValue(3);
      assertThat(cleanup.last().error()).hasMessage("down");
      assertThat(log.warnings()).allMatch(line -> line.startsWith("Task 'cleanup' failed"));
    }
  }

  @Test
  void a_cron_expression_goes_by_the_zone_of_the_settings() {
    tasks.close();
    tasks = started("Europe/Berlin");
    Recurring report = Offstage.cron("30 2 * * *", this::work);

    assertThat(report.next()).isEqualTo(Instant.parse("2026-03-28T01:30:00Z"));
    minutes(2 * 60);
    assertThat(ran).hasValue(1);
    // The next day there is no half past two.
    assertThat(report.next()).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    minutes(23 * 60);
    assertThat(ran).hasValue(2);
  }

  @Test
  void a_cron_time_is_skipped_and_counted_while_the_work_before_still_runs() {
    Recurring report = Offstage.cron("* * * * *", this::work);

    tasks.advance(MINUTE.multipliedBy(5));
    assertThat(tasks.queued()).hasSize(1);
    assertThat(report.skipped()).isEqualTo(4);
    tasks.runAll();
    minutes(1);
    assertThat(ran).hasValue(2);
  }

  @Test
  void cron_times_that_were_slept_through_are_made_up_for_once() {
    Recurring report = Offstage.cron("0 * * * *", this::work);

    tasks.setClock(MIDNIGHT.plus(Duration.ofHours(8)).plusSeconds(90));
    minutes(1);
    assertThat(ran).hasValue(1);
    assertThat(report.skipped()).isZero();
    assertThat(report.next()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(9)));
  }

  @Test
  void a_clock_that_is_set_back_a_little_brings_no_cron_time_twice() {
    Recurring report = Offstage.cron("0 * * * *", this::work);
    minutes(61);
    assertThat(ran).hasValue(1);

    tasks.setClock(MIDNIGHT.plus(Duration.ofMinutes(30)));
    minutes(31);
    assertThat(ran).hasValue(1);
    assertThat(report.next()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(2)));
    // A clock that was far ahead is another matter.
    tasks.setClock(MIDNIGHT.minus(Duration.ofDays(300)));
    minutes(61);
    assertThat(ran).hasValue(2);
  }

  @Test
  void a_time_that_finds_a_full_pool_is_skipped_counted_and_said_once_a_minute() {
    tasks.close();
    System.setProperty("offstage.pool.queue", "1");
    tasks = started("UTC");
    Recurring cleanup = Offstage.task(this::work).name("cleanup").every(Duration.ofSeconds(20));
    Offstage.run(() -> {});

    try (LogRecords log = new LogRecords()) {
      tasks.advance(Duration.ofSeconds(60));
      assertThat(cleanup.skipped()).isEqualTo(3);
      assertThat(log.warnings())
          .filteredOn(line -> line.contains("'cleanup'"))
          .containsExactly(
              "offstage: 'cleanup' is skipped, since pool 'default' has not taken it; skipped so"
                  + " far: 1 (said at most once a minute)");
      tasks.advance(Duration.ofSeconds(20));
      assertThat(log.warnings()).filteredOn(line -> line.contains("'cleanup'")).hasSize(2);
    }
    tasks.runAll();
    tasks.advance(Duration.ofSeconds(20));
    tasks.runAll();
    assertThat(ran).hasValue(1);
  }

  @Test
  void paused_work_does_not_come_until_it_is_resumed_and_makes_up_for_nothing() {
    Recurring report = Offstage.cron("0 * * * *", this::work);
    report.pause();
    assertThat(report.next()).isNull();
    minutes(5 * 60);
    assertThat(ran).hasValue(0);

    report.resume();
    report.resume();
    assertThat(report.next()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(6)));
    minutes(60);
    assertThat(ran).hasValue(1);
  }

  @Test
  void cancelled_work_never_comes_again() {
    Recurring cleanup = Offstage.every(MINUTE, this::work);
    Recurring report = Offstage.cron("* * * * *", this::work);
    minutes(1);
    tasks.advance(MINUTE);
    cleanup.cancel();
    report.cancel();
    cleanup.resume();
    minutes(5);

    assertThat(ran).hasValue(4);
    assertThat(cleanup.next()).isNull();
    assertThat(report.next()).isNull();
  }

  @Test
  void work_can_be_run_now_too_but_not_twice_at_a_time() {
    Recurring cleanup = Offstage.every(MINUTE, this::work);
    tasks.advance(Duration.ofSeconds(30));
    Task<?> now = cleanup.runNow();

    assertThat(cleanup.runNow()).isSameAs(now).isSameAs(cleanup.last());
    assertThat(cleanup.next()).isNull();
    tasks.runAll();
    assertThat(cleanup.next()).isEqualTo(MIDNIGHT.plusSeconds(90));
    minutes(1);
    assertThat(ran).hasValue(2);
  }

  @Test
  void its_tasks_are_as_described_and_of_any_pool() {
    try (Pool own = Pool.builder("own").build()) {
      Recurring cleanup = own.task(this::work).name("cleanup").retries(2).every(MINUTE);
      Recurring report = own.cron("@hourly", this::work);
      tasks.advance(Duration.ofHours(1));

      assertThat(cleanup.name()).isEqualTo("cleanup");
      assertThat(cleanup.last().name()).isEqualTo("cleanup");
      assertThat(report.last().pool()).isEqualTo("own");
      assertThat(report.name()).contains("RecurringTest");
      own.close();
      minutes(1);
      assertThat(cleanup.next()).isNull();
      assertThat(report.next()).isNull();
    }
  }

  @Test
  void what_comes_at_no_time_or_at_two_is_refused() {
    assertThatThrownBy(() -> Offstage.cron("0 0 31 2 *", this::work))
        .hasMessage("'0 0 31 2 *' is at no time: there is no such day");
    assertThatThrownBy(() -> Offstage.cron("every day", this::work))
        .hasMessageContaining("has 2 fields, not five");
    assertThatThrownBy(() -> Offstage.every(Duration.ZERO, this::work))
        .hasMessage("interval is 0ms; allowed: 1ms to 8784h");
    assertThatThrownBy(() -> Offstage.task(this::work).delay(MINUTE).every(MINUTE))
        .hasMessage(
            "every says when the task starts; delay, at, afterResponse and afterCommit cannot");
    assertThatThrownBy(() -> started("Mars/Olympus"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("offstage.zone = 'Mars/Olympus'")
        .hasMessageContaining("not a time zone that this JVM knows; allowed: a time zone such as");
  }
}
