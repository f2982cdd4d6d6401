package dev.offstage;

import dev.offstage.internal.text.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Reads the plain kinds of values that settings have; one that is none of its kind is an
 * IllegalArgumentException, to which whoever knows the setting adds what is allowed.
 */
final class SettingValues {
  private SettingValues() {}

  static int wholeNumber(String value, int most) {
    return wholeNumber(value, 1, most);
  }

  static int wholeNumber(String value, int least, int most) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number in the range", e);
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }

  static int percentage(String value) {
    if (!value.endsWith("%")) {
      throw new IllegalArgumentException("not a percentage");
    }
    return wholeNumber(value.substring(0, value.length() - 1).trim(), 100);
  }

  static String oneOf(String value, String... allowed) {
    for (String each : allowed) {
      if (value.equalsIgnoreCase(each)) {
        return each;
      }
    }
    throw new IllegalArgumentException("none of these words");
  }

  static boolean truth(String value) {
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(value);
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  static Duration duration(String value, Duration least, Duration most) {
    Duration duration = Durations.parse(value);
    Durations.check("it", duration, least, most);
    return duration;
  }

  static ZoneId zone(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time zone that this JVM knows", e);
    }
  }
}
