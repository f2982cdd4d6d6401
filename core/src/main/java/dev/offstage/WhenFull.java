package dev.offstage;

import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.util.Locale;

/** What a pool does with a task for which it has neither a thread nor room in the queue. */
public final class WhenFull {
  private enum Kind {
    REJECT,
    CALLER_RUNS,
    BLOCK
  }

  private static final WhenFull REJECT = new WhenFull(Kind.REJECT, Duration.ZERO);
  private static final WhenFull CALLER_RUNS = new WhenFull(Kind.CALLER_RUNS, Duration.ZERO);

  private final Kind kind;
  private final Duration wait;

  private WhenFull(Kind kind, Duration wait) {
    this.kind = kind;
    this.wait = wait;
  }

  /** Throws {@link PoolFullException} to the caller. */
  public static WhenFull reject() {
    return REJECT;
  }

  /** Runs the task on the caller's thread, which slows the caller down. */
  public static WhenFull callerRuns() {
    return CALLER_RUNS;
  }

  /**
   * Makes the caller wait for room, then rejects. A client that has used up its share of the queue
   * is rejected at once: by waiting it would hold the threads that serve the others. A task of the
   * same pool does not wait either, since its own thread is one of those that make room: it runs
   * the new task itself.
   *
   * @param wait more than zero, at most a day
   */
  public static WhenFull block(Duration wait) {
    Durations.check("wait", wait, Duration.ofNanos(1), Duration.ofDays(1));
    return new WhenFull(Kind.BLOCK, wait);
  }

  /**
   * Reads {@code reject}, {@code caller-runs} or {@code block:5s}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static WhenFull parse(String text) {
    String value = text.trim().toLowerCase(Locale.ROOT);
    if (value.equals("reject")) {
      return REJECT;
    }
    if (value.equals("caller-runs")) {
      return CALLER_RUNS;
    }
    if (value.startsWith("block:")) {
      return block(Durations.parse(value.substring("block:".length())));
    }
    throw new IllegalArgumentException("not a policy for a full pool");
  }

  /** Whether the caller runs the task. */
  public boolean isCallerRuns() {
    return kind == Kind.CALLER_RUNS;
  }

  /** How long the caller waits for room; zero unless this is {@link #block}. */
  public Duration blocksFor() {
    return wait;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WhenFull
        && ((WhenFull) other).kind == kind
        && ((WhenFull) other).wait.equals(wait);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + wait.hashCode();
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    switch (kind) {
      case REJECT:
        return "reject";
      case CALLER_RUNS:
        return "caller-runs";
      default:
        return "block:" + Durations.format(wait);
    }
  }
}
