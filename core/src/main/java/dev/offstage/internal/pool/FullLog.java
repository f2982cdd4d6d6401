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
  private final boolean serves;
  private final BooleanSupplier isEmpty;
  private final LongAdder refused = new LongAdder();
  private final LongAdder ranByCallers = new LongAdder();
  // Counted from the start of the application's clock, which is never 0 again.
  private final AtomicLong due = new AtomicLong();

  /**
   * @param serves whether it takes tasks that are not durable
   * @param isEmpty whether nothing runs or waits: a pool that takes nothing then is not full, but
   *     has no thread
   */
  FullLog(
      String pool,
      Application app,
      Supplier<PoolSettings> settings,
      boolean serves,
      BooleanSupplier isEmpty) {
    this.pool = pool;
    this.app = app;
    this.settings = settings;
    this.serves = serves;
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
    if (entry == Entry.CLOSED || (entry == Entry.FULL && !isFull(place))) {
      return;
    }
    (callerRuns ? ranByCallers : refused).increment();
    long now = app.clock().nanos();
    long at = due.get();
    if (now >= at && due.compareAndSet(at, now + PAUSE_NANOS)) {
      flush();
    }
  }

  /** If not, only this client has used up its share, or there is no thread. */
  private boolean isFull(@Nullable QueuePlace place) {
    return (place == null || place.inTheWay() == 0) && !isEmpty.getAsBoolean();
  }

  /** Says what was only counted. */
  void flush() {
    long out = refused.sumThenReset();
    long here = ranByCallers.sumThenReset();
    if (out + here > 0) {
      Log.warn(
          "offstage: pool '"
              + pool
              + "' "
              + (serves ? full() : "takes durable tasks only")
              + ": it refused "
              + tasks(out)
              + ", and "
              + tasks(here)
              + " ran on the thread that handed it over. "
              + (serves ? advice() : "That is what " + key("serve") + "=no means")
              + " (said at most once a minute)");
    }
  }

  private String full() {
    PoolSettings its = settings.get();
    return "is full (size " + its.size() + ", queue " + its.queue() + ")";
  }

  private String advice() {
    return "Raise "
        + key("size")
        + " or "
        + key("queue")
        + ", or choose with "
        + key("full")
        + " what happens";
  }

  private String key(String setting) {
    return app.settings().keyOf(pool, setting);
  }

  private static String tasks(long count) {
    return count + (count == 1 ? " task" : " tasks");
  }
}
