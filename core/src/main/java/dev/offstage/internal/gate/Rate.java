package dev.offstage.internal.gate;

/**
 * So many in a time, evenly, by the generic cell rate algorithm: each that comes moves the time at
 * which the next one is expected, and may be early by as many intervals as the burst allows. Two
 * numbers, whatever the rate. Guarded by whoever has it.
 */
final class Rate {
  private final long interval;
  private final long early;
  // When the next one is expected; the burst is ahead of that.
  private long expected = Long.MIN_VALUE;

  /**
   * @param interval nanoseconds from one to the next
   * @param burst how many may come at once after a quiet time, at least 1
   */
  Rate(long interval, int burst) {
    this.interval = interval;
    this.early = interval * (burst - 1);
  }

  /** How many nanoseconds the next one has to wait; 0 or less: it may come now. */
  long waitAt(long now) {
    return expected == Long.MIN_VALUE ? 0 : expected - early - now;
  }

  /** One comes now. */
  void take(long now) {
    expected = Math.max(expected, now) + interval;
  }
}
