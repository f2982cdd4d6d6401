package dev.offstage;

import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a task waits between two attempts: exponentially longer, up to a limit, and spread at
 * random, so that tasks that failed together do not come back together.
 *
 * <p>The wait before retry {@code n} (the first one is 1) is {@code from * factor^(n - 1)}, at most
 * {@code most}, and then shortened or lengthened by up to {@code jitter} of itself. Immutable and
 * thread-safe.
 */
public final class Backoff {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final double STEEPEST = 100;
  private static final int PERCENT = 100;
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d+(?:ms|s|m|h))(?: x(\\d{1,3}(?:\\.\\d{1,3})?))?(?: <=(\\d+(?:ms|s|m|h)))?"
              + "(?: \\+-(\\d{1,3})%)?");

  /** From one second, doubled each time, up to a minute, by half more or less. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.5);

  private final Duration from;
  private final double factor;
  private final Duration most;
  private final double jitter;

  private Backoff(Duration from, double factor, Duration most, double jitter) {
    this.from = from;
    this.factor = factor;
    this.most = most;
    this.jitter = jitter;
  }

  /**
   * Begins with this wait, which is doubled each time, up to a minute or itself if that is longer,
   * by half more or less.
   *
   * @param first from 0 to a day
   * @throws IllegalArgumentException if it is out of range
   */
  public static Backoff from(Duration first) {
    Duration checked = checked("from", first);
    Duration most = checked.compareTo(DEFAULT.most) > 0 ? checked : DEFAULT.most;
    return new Backoff(checked, DEFAULT.factor, most, DEFAULT.jitter);
  }

  /**
   * Multiplies the wait by this each time.
   *
   * @param value from 1 (always the same) to 100
   * @throws IllegalArgumentException if it is out of range
   */
  public Backoff factor(double value) {
    if (!(value >= 1 && value <= STEEPEST)) {
      throw new IllegalArgumentException("factor is " + value + "; allowed: 1 to 100");
    }
    return new Backoff(from, value, most, jitter);
  }

  /**
   * Never waits longer than this, but for the jitter.
   *
   * @param value from the first wait to a day
   * @throws IllegalArgumentException if it is out of range
   */
  public Backoff most(Duration value) {
    Duration checked = checked("most", value);
    if (checked.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "most is "
              + Durations.format(value)
              + ", shorter than the first wait of "
              + Durations.format(from));
    }
    return new Backoff(from, factor, checked, jitter);
  }

  /**
   * Shortens or lengthens each wait at random, by up to this share of it.
   *
   * @param share from 0 (none) to 1
   * @throws IllegalArgumentException if it is out of range
   */
  public Backoff jitter(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("jitter is " + share + "; allowed: 0 to 1");
    }
    return new Backoff(from, factor, most, share);
  }

  private static Duration checked(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " is " + Durations.format(value) + "; allowed: 0s to 24h");
    }
    return value;
  }

  /**
   * Reads what settings, rules and annotations have, such as {@code 1s}, {@code 1s x3} or {@code 1s
   * x2 <=1m +-50%}; what is left out is as {@link #from} has it.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  public static Backoff parse(String text) {
    Matcher form = FORM.matcher(text.trim().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not a backoff (the first wait, and if wanted a factor, a limit and a jitter: 1s, 1s x3,"
              + " 1s x2 <=1m +-50%)");
    }
    Backoff backoff = from(Durations.parse(form.group(1)));
    if (form.group(2) != null) {
      backoff = backoff.factor(Double.parseDouble(form.group(2)));
    }
    if (form.group(3) != null) {
      backoff = backoff.most(Durations.parse(form.group(3)));
    }
    if (form.group(4) != null) {
      backoff = backoff.jitter(Integer.parseInt(form.group(4)) / (double) PERCENT);
    }
    return backoff;
  }

  /**
   * The wait before a retry.
   *
   * @param retry 1 for the first one
   * @param random from 0, the shortest, to 1, the longest
   */
  public Duration before(int retry, double random) {
    // As doubles: a power that is too large for a long is past the limit all the same.
    double grown = (double) from.toNanos() * Math.pow(factor, retry - 1.0);
    double capped = Math.min(grown, (double) most.toNanos());
    return Duration.ofNanos((long) (capped * (1 + jitter * (2 * random - 1))));
  }

  /** As settings have it. */
  @Override
  public String toString() {
    return Durations.format(from)
        + " x"
        + (factor == Math.rint(factor) ? String.valueOf((long) factor) : String.valueOf(factor))
        + " <="
        + Durations.format(most)
        + " +-"
        + Math.round(jitter * PERCENT)
        + "%";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Backoff && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
