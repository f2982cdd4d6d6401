package dev.offstage.internal.pool;

import dev.offstage.internal.task.Clock;
import dev.offstage.internal.text.Log;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Says that calls which are to be durable run on the threads that made them: at once, then no more
 * than once a minute, with how many there were meanwhile. Thread-safe.
 */
final class NotStoredLog {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String pool;
  private final Clock clock;
  private final LongAdder calls = new LongAdder();
  // Counted from the start of the clock, which is never 0 again.
  private final AtomicLong due = new AtomicLong();

  NotStoredLog(String pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * One was not written down.
   *
   * @param reason its message says why
   */
  void count(String task, RuntimeException reason) {
    calls.increment();
    long now = clock.nanos();
    long at = due.get();
    if (now >= at && due.compareAndSet(at, now + PAUSE_NANOS)) {
      long count = calls.sumThenReset();
      Log.warn(
          "offstage: pool '"
              + pool
              + "': "
              + (count == 1 ? "1 durable call was" : count + " durable calls were")
              + " not written down and ran inline, on the thread that made "
              + (count == 1 ? "it" : "them")
              + ". The last one, of "
              + task
              + ": "
              + reason.getMessage()
              + " (said at most once a minute)");
    }
  }
}
