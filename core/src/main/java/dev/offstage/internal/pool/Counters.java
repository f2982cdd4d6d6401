package dev.offstage.internal.pool;

import dev.offstage.PoolCounts;
import dev.offstage.Task;
import java.util.concurrent.atomic.LongAdder;

/** Counts how the tasks of one pool end. Thread-safe. */
final class Counters {
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder rolledBack = new LongAdder();

  // No switch, here and wherever a task ends: the class that it needs would be initialized by the
  // first end of all, and without memory for that the JVM refuses it for good.
  void ended(Task.Status how, long change) {
    if (how == Task.Status.SUCCEEDED) {
      succeeded.add(change);
    } else if (how == Task.Status.FAILED) {
      failed.add(change);
    } else {
      cancelled.add(change);
    }
  }

  void rejected() {
    rejected.increment();
  }

  void retried() {
    retried.increment();
  }

  void expired() {
    expired.increment();
  }

  void rolledBack() {
    rolledBack.increment();
  }

  PoolCounts now() {
    return new PoolCounts(
        succeeded.sum(),
        failed.sum(),
        cancelled.sum(),
        rejected.sum(),
        retried.sum(),
        expired.sum(),
        rolledBack.sum());
  }
}
