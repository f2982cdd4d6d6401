package dev.offstage.internal.task;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns nanoseconds into instants. The nanoseconds stand still while the machine sleeps, and know
 * nothing of a clock that is set: so it is kept from when on which difference between the two
 * holds. Thread-safe.
 */
final class WallClock {
  private static final long JUMP_MILLIS = 1_000;
  private static final int MOST_JUMPS = 16;

  private static final class Anchor {
    final long nanos;
    final Instant instant;
    final @Nullable Anchor before;
    final int depth;

    Anchor(long nanos, Instant instant, @Nullable Anchor before) {
      this.nanos = nanos;
      this.instant = instant;
      this.before = before != null && before.depth >= MOST_JUMPS ? null : before;
      this.depth = this.before == null ? 0 : this.before.depth + 1;
    }
  }

  private volatile Anchor latest = new Anchor(0, Instant.now(), null);

  Instant at(long nanos) {
    Anchor anchor = latest;
    while (anchor.before != null && nanos < anchor.nanos) {
      anchor = anchor.before;
    }
    return anchor.instant.plusNanos(nanos - anchor.nanos);
  }

  /** Looks whether the two have drifted apart. */
  void check(long nanos) {
    check(nanos, System.currentTimeMillis());
  }

  void check(long nanos, long wallMillis) {
    Anchor known = latest;
    long expected =
        known.instant.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(nanos - known.nanos);
    if (Math.abs(wallMillis - expected) > JUMP_MILLIS) {
      latest = new Anchor(nanos, Instant.ofEpochMilli(wallMillis), known);
    }
  }

  /** From now on it is this time. */
  void set(long nanos, Instant instant) {
    latest = new Anchor(nanos, instant, latest);
  }
}
