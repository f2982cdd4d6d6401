package dev.offstage.internal.cron;

import dev.offstage.internal.text.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When work comes again, as a text that other processes understand. Immutable. */
public final class Schedule {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final String EVERY = "every";
  private static final String CRON = "cron";

  private final String text;
  private final @Nullable Duration interval;
  private final @Nullable Cron cron;
  private final ZoneId zone;

  private Schedule(String text, @Nullable Duration interval, @Nullable Cron cron, ZoneId zone) {
    this.text = text;
    this.interval = interval;
    this.cron = cron;
    this.zone = zone;
  }

  /**
   * So much after the end of the time before.
   *
   * @throws IllegalArgumentException unless it is 1 ms to 366 days
   */
  public static Schedule every(Duration interval) {
    checkInterval(interval);
    return new Schedule(EVERY + " " + interval, interval, null, ZoneId.of("UTC"));
  }

  /** Throws an IllegalArgumentException unless it is 1 ms to 366 days. */
  public static void checkInterval(Duration interval) {
    Durations.check("interval", interval, SHORTEST, LONGEST);
  }

  /**
   * At the times of an expression.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Schedule cron(String expression, ZoneId zone) {
    Cron cron = Cron.parse(expression);
    return new Schedule(CRON + " " + zone + " " + cron, null, cron, zone);
  }

  /**
   * As {@link #toString} writes it.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Schedule parse(String text) {
    String[] parts = text.split(" ", 3);
    try {
      if (parts.length == 2 && parts[0].equals(EVERY)) {
        return every(Duration.parse(parts[1]));
      }
      if (parts.length == 3 && parts[0].equals(CRON)) {
        return cron(parts[2], ZoneId.of(parts[1]));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no schedule: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("'" + text + "' is no schedule");
  }

  /** The next time; null if there is none, as on 31 February. */
  public @Nullable Instant next(Instant now) {
    return cron == null
        ? now.plus(interval == null ? LONGEST : interval)
        : cron.next(now, zone).orElse(null);
  }

  @Override
  public String toString() {
    return text;
  }
}
