package dev.offstage.internal.cron;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression of five fields: minute, hour, day of the month, month, day of the week. Where both
 * days are given, either will do.
 *
 * <p>When clocks change, it does what Debian's cron does. A job at a fixed time whose time is
 * skipped fires when the clock has jumped, and one whose time comes twice fires the first time. A
 * job with a star in its minute or hour goes by real time: at each minute whose time on the clock
 * fits, whether that comes once, twice or not at all.
 */
public final class Cron {
  private static final Map<String, String> NAMED = new HashMap<>();

  static {
    NAMED.put("@yearly", "0 0 1 1 *");
    NAMED.put("@annually", "0 0 1 1 *");
    NAMED.put("@monthly", "0 0 1 * *");
    NAMED.put("@weekly", "0 0 * * 0");
    NAMED.put("@daily", "0 0 * * *");
    NAMED.put("@midnight", "0 0 * * *");
    NAMED.put("@hourly", "0 * * * *");
  }

  // 29 February is eight years away at most: 2096 to 2104.
  private static final int MOST_DAYS = 9 * 366;

  private final String text;
  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean bothDays;
  private final boolean byRealTime;

  private Cron(String text, String[] fields) {
    this.text = text;
    minutes = Field.MINUTE.parse(fields[0]);
    hours = Field.HOUR.parse(fields[1]);
    days = Field.DAY.parse(fields[2]);
    months = Field.MONTH.parse(fields[3]);
    weekdays = Field.WEEKDAY.parse(fields[4]);
    bothDays = fields[2].startsWith("*") || fields[4].startsWith("*");
    byRealTime = fields[0].startsWith("*") || fields[1].startsWith("*");
  }

  /**
   * Reads an expression, or one of {@code @yearly}, {@code @annually}, {@code @monthly}, {@code
   * @weekly}, {@code @daily}, {@code @midnight} and {@code @hourly}.
   *
   * @throws IllegalArgumentException if it is none; the message says what and where
   */
  public static Cron parse(String text) {
    Objects.requireNonNull(text, "cron");
    String expression = NAMED.getOrDefault(text.trim(), text.trim());
    String[] fields = expression.split("[ \t]+");
    if (fields.length != Field.values().length) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' has "
              + fields.length
              + " fields, not five: minute, hour, day of the"
              + " month, month and day of the week, as in '30 2 * * 1-5'; or one of @yearly, @monthly,"
              + " @weekly, @daily and @hourly. For seconds, use every(..)");
    }
    try {
      return new Cron(text, fields);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
    }
  }

  /** When it fires for the first time after this instant; empty if never, as on 31 February. */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    LocalDateTime from = LocalDateTime.ofInstant(after, zone);
    ZoneOffsetTransition change = rules.nextTransition(after);
    Instant end = change == null ? Instant.MAX : change.getInstant();
    if (change != null && change.getDateTimeAfter().isBefore(from)) {
      // Comes once more.
      from = change.getDateTimeAfter();
    }
    LocalDate first = from.toLocalDate();
    Instant next = on(first, from.getHour(), after, rules, end);
    for (int i = 1; next == null && i < MOST_DAYS; i++) {
      first = first.plusDays(1);
      next = on(first, 0, after, rules, end);
    }
    if (next != null && !next.isBefore(end)) {
      next = earlier(next, on(first.plusDays(1), 0, after, rules, end));
    }
    return Optional.ofNullable(next);
  }

  /**
   * The first one of a day on the calendar that comes after an instant; null if none.
   *
   * @param end until when later on the clock is later, too
   */
  private @Nullable Instant on(
      LocalDate day, int fromHour, Instant after, ZoneRules rules, Instant end) {
    if (!fits(day)) {
      return null;
    }
    @Nullable Instant first = null;
    for (int hour = hours.nextSetBit(fromHour); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (int i = minutes.nextSetBit(0); i >= 0; i = minutes.nextSetBit(i + 1)) {
        first = earlier(first, at(day.atTime(hour, i), after, rules));
        if (first != null && first.isBefore(end)) {
          return first;
        }
      }
    }
    return first;
  }

  private @Nullable Instant at(LocalDateTime time, Instant after, ZoneRules rules) {
    List<ZoneOffset> offsets = rules.getValidOffsets(time);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = rules.getTransition(time);
      return byRealTime || !gap.getInstant().isAfter(after) ? null : gap.getInstant();
    }
    for (ZoneOffset offset : byRealTime ? offsets : offsets.subList(0, 1)) {
      Instant instant = time.toInstant(offset);
      if (instant.isAfter(after)) {
        return instant;
      }
    }
    return null;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private boolean fits(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    boolean ofMonth = days.get(day.getDayOfMonth());
    boolean ofWeek = weekdays.get(day.getDayOfWeek().getValue() % DayOfWeek.values().length);
    return bothDays ? ofMonth && ofWeek : ofMonth || ofWeek;
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
