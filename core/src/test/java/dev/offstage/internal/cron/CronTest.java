package dev.offstage.internal.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("MM-dd HH:mmx");

  /** The days on which clocks change, and what Debian's cron does on them. */
  @ParameterizedTest(name = "{1} in {0} from {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // At a fixed time, which is skipped: once, when the clock has jumped.
        "Europe/Berlin | 30 2 * * * | 2026-03-28T12:00 | 03-29 03:00+02, 03-30 02:30+02",
        "Europe/Berlin | 0,30 2 * * * | 2026-03-28T12:00 | 03-29 03:00+02, 03-30 02:00+02",
        "Europe/Berlin | 0 2,3 * * * | 2026-03-28T12:00 | 03-29 03:00+02, 03-30 02:00+02",
        "Europe/Berlin | 15 2,3 * * * | 2026-03-28T12:00 | 03-29 03:00+02, 03-29 03:15+02",
        "America/New_York | 30 2 * * 0 | 2026-03-07T12:00 | 03-08 03:00-04, 03-15 02:30-04",
        "America/St_Johns | 30 2 * * * | 2026-03-07T12:00 | 03-08 03:00-0230, 03-09 02:30-0230",
        "Africa/Cairo | 0 0 * * * | 2026-04-23T12:00 | 04-24 01:00+03, 04-25 00:00+03",
        "Africa/Cairo | 30 0 * * 5 | 2026-04-23T12:00 | 04-24 01:00+03, 05-01 00:30+03",
        "Australia/Lord_Howe | 15 2 * * * | 2026-10-03T12:00 | 10-04 02:30+11, 10-05 02:15+11",
        // At a fixed time, which comes twice: the first time.
        "Europe/Berlin | 30 2 * * * | 2026-10-24T12:00 | 10-25 02:30+02, 10-26 02:30+01",
        "Europe/Berlin | 30 2 * * 0 | 2026-10-24T12:00 | 10-25 02:30+02, 11-01 02:30+01",
        "Europe/Berlin | 0 2,3 * * * | 2026-10-24T12:00 | 10-25 02:00+02, 10-25 03:00+01",
        "America/New_York | 30 1 * * * | 2026-10-31T12:00 | 11-01 01:30-04, 11-02 01:30-05",
        "Africa/Cairo | 30 23 * * * | 2026-10-29T12:00 | 10-29 23:30+03, 10-30 23:30+02",
        "Australia/Lord_Howe | 45 1 * * * | 2026-04-04T12:00 | 04-05 01:45+11, 04-06 01:45+1030",
        // By real time.
        "Europe/Berlin | */30 * * * * | 2026-03-29T01:15 | 03-29 01:30+01, 03-29 03:00+02",
        "Europe/Berlin | */30 2 * * * | 2026-03-28T12:00 | 03-30 02:00+02, 03-30 02:30+02",
        "Europe/Berlin | */30 * * * * | 2026-10-25T01:45"
            + " | 10-25 02:00+02, 10-25 02:30+02, 10-25 02:00+01, 10-25 02:30+01, 10-25 03:00+01",
        "Europe/Berlin | 15 * * * * | 2026-10-25T01:45"
            + " | 10-25 02:15+02, 10-25 02:15+01, 10-25 03:15+01",
        "Africa/Cairo | */30 * * * * | 2026-10-29T23:15"
            + " | 10-29 23:30+03, 10-29 23:00+02, 10-29 23:30+02, 10-30 00:00+02",
        "Australia/Lord_Howe | */15 * * * * | 2026-04-05T01:25"
            + " | 04-05 01:30+11, 04-05 01:45+11, 04-05 01:30+1030, 04-05 01:45+1030",
        // Where the clocks do not change.
        "UTC | 30 2 * * * | 2026-03-28T12:00 | 03-29 02:30+00, 03-30 02:30+00",
        "Asia/Kolkata | 0 9-17/4 * * 1-5 | 2026-01-02T14:00 | 01-02 17:00+0530, 01-05 09:00+0530",
      })
  void it_fires(String zone, String expression, LocalDateTime from, String expected) {
    assertThat(firings(zone, expression, from, expected.split(",").length)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 29 2 * | 2096-03-01T00:00 | 2104-02-29T00:00:00Z",
        "0 0 29 2 * | 2023-12-31T00:00 | 2024-02-29T00:00:00Z",
        "59 23 31 12 * | 2025-12-31T23:59 | 2026-12-31T23:59:00Z",
        "@yearly | 2026-01-01T00:00 | 2027-01-01T00:00:00Z",
        "@annually | 2026-06-01T00:00 | 2027-01-01T00:00:00Z",
        "@monthly | 2026-06-01T00:00 | 2026-07-01T00:00:00Z",
        "@weekly | 2026-11-30T00:00 | 2026-12-06T00:00:00Z",
        "@daily | 2026-11-30T00:00 | 2026-12-01T00:00:00Z",
        "@midnight | 2026-11-30T00:01 | 2026-12-01T00:00:00Z",
        "@hourly | 2026-11-30T00:01 | 2026-11-30T01:00:00Z",
        // Either day will do, unless one of them begins with a star.
        "0 0 13 * 5 | 2026-11-01T00:00 | 2026-11-06T00:00:00Z",
        "0 0 */2 * 5 | 2026-11-01T00:00 | 2026-11-13T00:00:00Z",
        "0 0 13 * * | 2026-11-01T00:00 | 2026-11-13T00:00:00Z",
        "0 0 * * 7 | 2026-11-30T00:00 | 2026-12-06T00:00:00Z",
        "0 0 * * Sun | 2026-11-30T00:00 | 2026-12-06T00:00:00Z",
        "0 0 * * 5-7 | 2026-12-04T00:00 | 2026-12-05T00:00:00Z",
        "0 0 1 JAN,jul * | 2026-02-01T00:00 | 2026-07-01T00:00:00Z",
        "0 0 1 mar-may/2 * | 2026-03-02T00:00 | 2026-05-01T00:00:00Z",
        "5,10-20/5 4 * * * | 2026-01-01T04:05 | 2026-01-01T04:10:00Z",
        "  0\t0   *  * * | 2026-11-30T12:00 | 2026-12-01T00:00:00Z",
      })
  void it_fires_in_utc(String expression, LocalDateTime from, Instant expected) {
    ZoneId utc = ZoneId.of("UTC");

    assertThat(Cron.parse(expression).next(from.atZone(utc).toInstant(), utc)).contains(expected);
  }

  @Test
  void a_day_that_no_calendar_has_is_never() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    assertThat(Cron.parse("0 0 31 2 *").next(Instant.EPOCH, berlin)).isEmpty();
    assertThat(Cron.parse("0 0 31 4,6,9,11 *").next(Instant.EPOCH, berlin)).isEmpty();
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | has 1 fields, not five",
        "* * * * | has 4 fields, not five",
        "0 * * * * * | For seconds, use every(..)",
        "@reboot | one of @yearly",
        "60 * * * * | '60' is outside of it; allowed for the minute: *, 0-59, lists",
        "* 24 * * * | for the hour: *, 0-23",
        "* * 0 * * | for the day of the month: *, 1-31",
        "* * * 13 * | for the month: *, 1-12 or jan-dec",
        "* * * * 8 | for the day of the week: *, 0-7 or sun-sat",
        "* * * * mo | 'mo' is none",
        "*/0 * * * * | '*/0' is outside",
        "*/-1 * * * * | '*/-1' is none",
        "5-1 * * * * | '5-1' ends before it begins",
        "5/10 * * * * | has a step without a range: write 5-59/10",
        "1,,2 * * * * | '' is none",
        "٣ * * * * | '٣' is none",
        "? * * * * | '?' is none",
        "* * L * * | 'L' is none",
        "99999999999 * * * * | is none",
      })
  void what_is_none_is_refused_with_what_is_allowed(String expression, String message) {
    assertThatThrownBy(() -> Cron.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + expression + "'")
        .hasMessageContaining(message);
  }

  private static String firings(String zone, String expression, LocalDateTime from, int count) {
    ZoneId id = ZoneId.of(zone);
    Cron cron = Cron.parse(expression);
    List<String> firings = new ArrayList<>();
    Instant last = from.atZone(id).toInstant();
    for (int i = 0; i < count; i++) {
      last = cron.next(last, id).get();
      firings.add(SHOWN.format(last.atZone(id)));
    }
    return String.join(", ", firings);
  }
}
