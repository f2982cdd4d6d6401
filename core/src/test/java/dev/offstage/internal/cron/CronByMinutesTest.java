package dev.offstage.internal.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Beside a clock that is looked at each minute, around the times at which clocks change. */
class CronByMinutesTest {
  private static final Duration BEFORE = Duration.ofHours(26);
  private static final Duration AFTER = Duration.ofHours(26);

  @Property(tries = 2_000)
  void it_fires_when_a_clock_that_is_looked_at_each_minute_says(
      @ForAll("expressions") String expression, @ForAll("changes") Change change) {
    Instant from = change.instant.minus(BEFORE);
    Instant to = change.instant.plus(AFTER);

    assertThat(firings(Cron.parse(expression), change.zone, from, to))
        .as("%s in %s from %s", expression, change.zone, from)
        .isEqualTo(minuteByMinute(expression.split(" "), change.zone.getRules(), from, to));
  }

  private static List<Instant> firings(Cron cron, ZoneId zone, Instant from, Instant to) {
    List<Instant> firings = new ArrayList<>();
    Optional<Instant> next = cron.next(from, zone);
    while (next.isPresent() && !next.get().isAfter(to)) {
      firings.add(next.get());
      next = cron.next(next.get(), zone);
    }
    return firings;
  }

  private static List<Instant> minuteByMinute(
      String[] fields, ZoneRules rules, Instant from, Instant to) {
    boolean fixed = !fields[0].startsWith("*") && !fields[1].startsWith("*");
    List<Instant> firings = new ArrayList<>();
    for (Instant at = from.plusSeconds(60); !at.isAfter(to); at = at.plusSeconds(60)) {
      ZoneOffset offset = rules.getOffset(at);
      LocalDateTime time = LocalDateTime.ofInstant(at, offset);
      boolean second = rules.getValidOffsets(time).indexOf(offset) > 0;
      boolean fires = fits(fields, time) && !(fixed && second);
      ZoneOffset before = rules.getOffset(at.minusSeconds(60));
      if (fixed && offset.getTotalSeconds() > before.getTotalSeconds()) {
        LocalDateTime skipped = LocalDateTime.ofInstant(at, before);
        for (; skipped.isBefore(time); skipped = skipped.plusMinutes(1)) {
          fires |= fits(fields, skipped);
        }
      }
      if (fires) {
        firings.add(at);
      }
    }
    return firings;
  }

  private static boolean fits(String[] fields, LocalDateTime time) {
    boolean day = fits(fields[2], time.getDayOfMonth());
    boolean weekday = fits(fields[4], time.getDayOfWeek().getValue() % 7);
    boolean both = fields[2].startsWith("*") || fields[4].startsWith("*");
    return fits(fields[0], time.getMinute())
        && fits(fields[1], time.getHour())
        && fits(fields[3], time.getMonthValue())
        && (both ? day && weekday : day || weekday);
  }

  /** Of the forms that are made below. */
  private static boolean fits(String field, int value) {
    if (field.startsWith("*/")) {
      return value % Integer.parseInt(field.substring(2)) == 0;
    }
    for (String item : field.split(",")) {
      if (item.equals("*") || item.equals(String.valueOf(value))) {
        return true;
      }
      String[] ends = item.split("-");
      if (ends.length == 2
          && value >= Integer.parseInt(ends[0])
          && value <= Integer.parseInt(ends[1])) {
        return true;
      }
    }
    return false;
  }

  @Provide
  Arbitrary<String> expressions() {
    return Combinators.combine(
            field(0, 59, true),
            // The hours at which clocks change come most often.
            Arbitraries.oneOf(field(0, 3, false), field(0, 23, true)),
            Arbitraries.oneOf(Arbitraries.just("*"), field(1, 31, false)),
            Arbitraries.oneOf(Arbitraries.just("*"), field(1, 12, false)),
            Arbitraries.oneOf(Arbitraries.just("*"), field(0, 6, false)))
        .as(
            (minute, hour, day, month, weekday) ->
                String.join(" ", minute, hour, day, month, weekday));
  }

  private static Arbitrary<String> field(int least, int most, boolean steps) {
    Arbitrary<Integer> value = Arbitraries.integers().between(least, most);
    Arbitrary<String> one = value.map(String::valueOf);
    Arbitrary<String> range =
        Combinators.combine(value, value).as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b));
    Arbitrary<String> list =
        Arbitraries.oneOf(one, range)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(all -> String.join(",", all));
    if (!steps) {
      return list;
    }
    return Arbitraries.oneOf(
        list,
        Arbitraries.just("*"),
        Arbitraries.integers().between(2, most).map(step -> "*/" + step));
  }

  @Provide
  Arbitrary<Change> changes() {
    return Combinators.combine(
            Arbitraries.of(
                "Europe/Berlin",
                "America/New_York",
                "America/St_Johns",
                "America/Sao_Paulo",
                "Africa/Cairo",
                "Australia/Lord_Howe",
                "Asia/Tehran"),
            Arbitraries.integers().between(2000, 2030),
            Arbitraries.integers().between(0, 1))
        .as(Change::new);
  }

  /** A change of a zone's clocks in or after a year, or the end of that year where none follows. */
  static final class Change {
    private final ZoneId zone;
    private final Instant instant;

    Change(String zone, int year, int skipped) {
      this.zone = ZoneId.of(zone);
      Instant start = LocalDateTime.of(year, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
      ZoneOffsetTransition next = this.zone.getRules().nextTransition(start);
      for (int i = 0; i < skipped && next != null; i++) {
        next = this.zone.getRules().nextTransition(next.getInstant());
      }
      instant = next == null ? start : next.getInstant();
    }
  }
}
