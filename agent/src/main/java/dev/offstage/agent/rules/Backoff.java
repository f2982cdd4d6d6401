package dev.offstage.agent.rules;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The waits between attempts, in the form that the library's {@code Backoff} reads. */
final class Backoff {
  private static final String DURATION = "([0-9]{1,9}(?:ms|s|m|h))";
  private static final Pattern FORM =
      Pattern.compile(
          DURATION
              + "(?: x([0-9]{1,3}(?:\\.[0-9]{1,3})?))?(?: <="
              + DURATION
              + ")?(?: \\+-([0-9]{1,3})%)?");
  private static final long DAY = 24 * 60 * 60 * 1_000L;
  private static final double STEEPEST = 100;
  private static final int ALL = 100;

  private Backoff() {}

  /**
   * The text, if it is one.
   *
   * @throws IllegalArgumentException if not
   */
  static String checked(String text) {
    String written = text.trim().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Matcher form = FORM.matcher(written);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "backoff is '"
              + text
              + "', not a backoff (the first wait, and if wanted a factor, a limit and a jitter:"
              + " 1s, 1s x3, \"1s x2 <=1m +-50%\")");
    }
    check("from", form.group(1));
    String factor = form.group(2);
    if (factor != null && !(Double.parseDouble(factor) >= 1 && isAtMost(factor, STEEPEST))) {
      throw new IllegalArgumentException("factor is " + factor + "; allowed: 1 to 100");
    }
    String most = form.group(3);
    if (most != null) {
      check("most", most);
      if (Durations.millis(most) < Durations.millis(form.group(1))) {
        throw new IllegalArgumentException(
            "most is " + most + ", shorter than the first wait of " + form.group(1));
      }
    }
    String jitter = form.group(4);
    if (jitter != null && !isAtMost(jitter, ALL)) {
      throw new IllegalArgumentException("jitter is " + jitter + "%; allowed: 0% to 100%");
    }
    return written;
  }

  private static boolean isAtMost(String number, double most) {
    return Double.parseDouble(number) <= most;
  }

  private static void check(String name, String duration) {
    if (Durations.millis(duration) > DAY) {
      throw new IllegalArgumentException(name + " is " + duration + "; allowed: 0s to 24h");
    }
  }
}
