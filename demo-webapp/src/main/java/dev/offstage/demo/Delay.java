package dev.offstage.demo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long the slow image server waits: {@code 500ms}, {@code 10s}. */
final class Delay {
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,5})(ms|s)");

  private Delay() {}

  /**
   * @return zero if there is no value
   * @throws IllegalArgumentException if the value is not a delay; the message is meant for the user
   */
  static Duration parse(@Nullable String value) {
    if (value == null) {
      return Duration.ZERO;
    }
    Matcher matcher = GRAMMAR.matcher(value);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration delay =
          matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
      if (delay.compareTo(LONGEST) <= 0) {
        return delay;
      }
    }
    throw new IllegalArgumentException(
        "delay is \"%s\": write it like 500ms or 10s, at most %ds"
            .formatted(value, LONGEST.toSeconds()));
  }
}
