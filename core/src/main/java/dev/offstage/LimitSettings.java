package dev.offstage;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many tasks a limit lets through in a time, and at once. Immutable. */
public final class LimitSettings {
  private static final int MOST = 1_000_000;
  private static final Pattern RATE =
      Pattern.compile("(\\d{1,9})\\s*/\\s*([smh])(?:\\s+burst\\s+(\\d{1,9}))?");
  private static final Pattern AT_ONCE = Pattern.compile("(\\d{1,9})\\s+at\\s+once");

  private final String text;
  private final long intervalNanos;
  private final int burst;
  private final int atOnce;

  private LimitSettings(String text, long intervalNanos, int burst, int atOnce) {
    this.text = text;
    this.intervalNanos = intervalNanos;
    this.burst = burst;
    this.atOnce = atOnce;
  }

  /**
   * Reads what a setting says: {@code 5/s}, {@code 100/m burst 20}, {@code 2 at once}, or a rate
   * and a number at once with a comma between.
   *
   * @throws IllegalArgumentException if it says something else
   */
  static LimitSettings parse(String value) {
    long interval = 0;
    int burst = 1;
    int atOnce = 0;
    for (String part : value.trim().toLowerCase(Locale.ROOT).split(",", -1)) {
      Matcher rate = RATE.matcher(part.trim());
      Matcher number = AT_ONCE.matcher(part.trim());
      if (rate.matches() && interval == 0) {
        long nanos = unit(rate.group(2)).toNanos(1);
        int count = SettingValues.wholeNumber(rate.group(1), MOST);
        // Rounded up: never faster than it says.
        interval = (nanos + count - 1) / count;
        burst = rate.group(3) == null ? 1 : SettingValues.wholeNumber(rate.group(3), MOST);
      } else if (number.matches() && atOnce == 0) {
        atOnce = SettingValues.wholeNumber(number.group(1), PoolSettings.MAX_SIZE);
      } else {
        throw new IllegalArgumentException(
            rate.matches() || number.matches() ? "says the same twice" : "not a limit");
      }
    }
    return new LimitSettings(value.trim(), interval, burst, atOnce == 0 ? MOST : atOnce);
  }

  private static TimeUnit unit(String letter) {
    return letter.equals("s")
        ? TimeUnit.SECONDS
        : letter.equals("m") ? TimeUnit.MINUTES : TimeUnit.HOURS;
  }

  /** Whether it says how many may come in a time. */
  public boolean isRate() {
    return intervalNanos > 0;
  }

  /** How long after one the next one comes; 0 without a rate. */
  public Duration interval() {
    return Duration.ofNanos(intervalNanos);
  }

  /** How many may come at once after a quiet time; 1: they come evenly. */
  public int burst() {
    return burst;
  }

  /** How many may be under way at once. */
  public int atOnce() {
    return atOnce;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
