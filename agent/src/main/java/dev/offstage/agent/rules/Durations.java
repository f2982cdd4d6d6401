package dev.offstage.agent.rules;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the library reads them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private Durations() {}

  /**
   * The same text, if it is a duration in this range.
   *
   * @param least in milliseconds
   * @throws IllegalArgumentException if not
   */
  static String checked(String key, String text, long least, long most) {
    String written = text.toLowerCase(Locale.ROOT);
    long millis = millis(written);
    if (millis < 0) {
      throw new IllegalArgumentException(
          key
              + " is '"
              + text
              + "', not a duration (a whole number and a unit: 500ms, 30s, 5m, 1h)");
    }
    if (millis < least || millis > most) {
      throw new IllegalArgumentException(
          key + " is " + text + "; allowed: " + format(least) + " to " + format(most));
    }
    return written;
  }

  /** -1 if it is none. */
  static long millis(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return -1;
    }
    long amount = Long.parseLong(form.group(1));
    switch (form.group(2)) {
      case "ms":
        return amount;
      case "s":
        return amount * SECOND;
      case "m":
        return amount * MINUTE;
      default:
        return amount * HOUR;
    }
  }

  private static String format(long millis) {
    return millis % HOUR == 0 && millis > 0 ? millis / HOUR + "h" : millis + "ms";
  }
}
