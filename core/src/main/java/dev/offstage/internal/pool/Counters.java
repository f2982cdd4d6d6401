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

  void ended(Task.Status how, long change) {
    switch (how) {
      case SUCCEEDED:
        succeeded.add(change);
        break;
      case FAILED:
        failed.add(change);
        break;
      default:
        cancelled.add(change);
    }
  }

  void rejected() {
    rejected.increment();
  }

  PoolCounts now() {
    return new PoolCounts(succeeded.sum(), failed.sum(), cancelled.sum(), rejected.sum());
  }
}
