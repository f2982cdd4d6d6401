package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.text.Log;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says that a pool is full: at once, then no more than once a minute, with how many tasks it did
 * not take meanwhile. Thread-safe.
 */
public final class FullLog {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String pool;
  private final Application app;
  private final Supplier<PoolSettings> settings;
  private final BooleanSupplier isEmpty;
  private final LongAdder refused = new LongAdder();
  private final LongAdder ranByCallers = new LongAdder();
  // Counted from the start of the application's clock, which is never 0 again.
  private final AtomicLong due = new AtomicLong();

  /**
   * @param isEmpty whether nothing runs or waits: a pool that takes nothing then is not full, but
   *     has no thread
   */
  FullLog(String pool, Application app, Supplier<PoolSettings> settings, BooleanSupplier isEmpty) {
    this.pool = pool;
    this.app = app;
    this.settings = settings;
    this.isEmpty = isEmpty;
  }

  /**
   * A task did not get in.
   *
   * @param place that of its client, or null
   * @param callerRuns whether the thread that wanted to hand it over does the work itself; if not,
   *     somebody gets an exception, or a 503
   */
  void count(@Nullable QueuePlace place, Entry entry, boolean callerRuns) {
    if (entry != Entry.FULL || (place != null && place.inTheWay() > 0) || isEmpty.getAsBoolean()) {
      // It is closed, only this client has used up its share, or there is no thread.
      return;
    }
    (callerRuns ? ranByCallers : refused).increment();
    long now = app.clock().nanos();
    long at = due.get();
    if (now >= at && due.compareAndSet(at, now + PAUSE_NANOS)) {
      flush();
    }
  }

  /** Says what was only counted. */
  void flush() {
    long out = refused.sumThenReset();
    long here = ranByCallers.sumThenReset();
    if (out + here > 0) {
      PoolSettings its = settings.get();
      Log.warn(
          "offstage: pool '"
              + pool
              + "' is full (size "
              + its.size()
              + ", queue "
              + its.queue()
              + "): it refused "
              + tasks(out)
              + ", and "
              + tasks(here)
              + " ran on the thread that handed it over. Raise "
              + app.settings().keyOf(pool, "size")
              + " or "
              + app.settings().keyOf(pool, "queue")
              + ", or choose with "
              + app.settings().keyOf(pool, "full")
              + " what happens (said at most once a minute)");
    }
  }

  private static String tasks(long count) {
    return count + (count == 1 ? " task" : " tasks");
  }
}
