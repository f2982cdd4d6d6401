package dev.offstage.agent.rules;

import dev.offstage.agent.Nearest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that say how the task of a call is tried, timed and ordered: the same in a rule, as
 * members of {@code @Background}, and in the library's {@code TaskBuilder}.
 */
public final class TaskKeys {
  static final String ANSWER = "answer";
  static final String RETRIES = "retries";
  static final String BACKOFF = "backoff";
  static final String RETRY_ON = "retryOn";
  static final String NO_RETRY_ON = "noRetryOn";
  static final String TIMEOUT = "timeout";
  static final String GRACE = "grace";
  static final String EXPIRES = "expires";
  static final String DELAY = "delay";
  static final String KEY = "key";
  static final String WHEN_KNOWN = "whenKnown";
  static final String ORDER_BY = "orderBy";
  static final String PRIORITY = "priority";
  static final String LIMIT = "limit";
  static final String DURABLE = "durable";

  /** In the order in which they are shown. */
  public static final List<String> NAMES =
      Collections.unmodifiableList(
          Arrays.asList(
              ANSWER,
              DELAY,
              RETRIES,
              BACKOFF,
              RETRY_ON,
              NO_RETRY_ON,
              TIMEOUT,
              GRACE,
              EXPIRES,
              KEY,
              WHEN_KNOWN,
              ORDER_BY,
              PRIORITY,
              LIMIT,
              DURABLE));

  private static final long DAY = 24 * 60 * 60 * 1_000L;
  private static final int MOST_RETRIES = 100;
  private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";

  private TaskKeys() {}

  /** Whether its value can have blanks, and so can be in quotes. */
  static boolean canBeQuoted(String key) {
    return key.equals(BACKOFF) || key.equals(KEY) || key.equals(ORDER_BY);
  }

  /**
   * The value as the library reads it.
   *
   * @throws IllegalArgumentException if it is not allowed
   */
  static String checked(String key, String value) {
    switch (key) {
      case RETRIES:
        return retries(value);
      case BACKOFF:
        return Backoff.checked(value);
      case TIMEOUT:
      case EXPIRES:
        return Durations.checked(key, value, 1, DAY);
      case GRACE:
        return Durations.checked(key, value, 0, DAY);
      case DELAY:
        return Durations.checked(key, value, 0, 366 * DAY);
      case KEY:
      case ORDER_BY:
        return Template.checked(key, value);
      case WHEN_KNOWN:
        return constant(key, value, "join", "replace", "reject");
      case PRIORITY:
        return constant(key, value, "low", "normal", "high");
      case ANSWER:
        return constant(key, value, "any", "below-400");
      case DURABLE:
        return constant(key, value, "yes", "no");
      case RETRY_ON:
      case NO_RETRY_ON:
        return exceptions(key, value);
      case LIMIT:
        return limits(value);
      default:
        throw new IllegalArgumentException(RuleKeys.unknown(key));
    }
  }

  private static String retries(String value) {
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) > MOST_RETRIES) {
      throw new IllegalArgumentException(
          "retries is '" + value + "'; allowed: 0 to " + MOST_RETRIES);
    }
    return String.valueOf(Integer.parseInt(value));
  }

  private static String constant(String key, String value, String... allowed) {
    String name = value.toLowerCase(Locale.ROOT).replace('_', '-');
    if (!Arrays.asList(allowed).contains(name)) {
      StringBuilder all = new StringBuilder();
      for (String each : allowed) {
        all.append(all.length() == 0 ? "" : ", ").append(each);
      }
      String nearest = Nearest.to(name, Arrays.asList(allowed));
      throw new IllegalArgumentException(
          key
              + " is '"
              + value
              + "'; allowed: "
              + all
              + (nearest == null ? "" : " (did you mean " + nearest + "?)"));
    }
    return name;
  }

  private static String exceptions(String key, String value) {
    for (String name : value.split(",", -1)) {
      if (!name.matches(NAME + "(\\." + NAME + ")*")) {
        throw new IllegalArgumentException(
            key
                + " has '"
                + name
                + "'; expected: the full names of exception classes, commas between, such as"
                + " java.io.IOException");
      }
    }
    return value;
  }

  private static String limits(String value) {
    for (String name : value.split(",", -1)) {
      if (!name.matches(RuleKeys.NAME)) {
        throw new IllegalArgumentException(
            "limit has '"
                + name
                + "'; expected: names of limits, commas between, each 1 to 40 of a-z, 0-9 and -,"
                + " not beginning with -");
      }
    }
    return value;
  }

  /**
   * The key that has no effect without another one; null if none is so.
   *
   * @param start the name of a {@code dev.offstage.Start}
   */
  static @Nullable String useless(Map<String, String> values, String start) {
    if (values.containsKey(WHEN_KNOWN) && !values.containsKey(KEY)) {
      return WHEN_KNOWN;
    }
    return values.containsKey(ANSWER) && !start.equals("AFTER_RESPONSE") ? ANSWER : null;
  }

  /** What such a key needs. */
  static String needed(String useless) {
    return useless
        + " has no effect without "
        + (useless.equals(ANSWER) ? "start=after-response" : "key=");
  }
}
