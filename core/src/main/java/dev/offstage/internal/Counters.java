package dev.offstage.internal;

import dev.offstage.PoolCounts;
import dev.offstage.Task;
import java.util.concurrent.atomic.LongAdder;

/** Counts how the tasks of one pool end. Thread-safe. */
final class Counters {
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder rejected = new LongAdder();

  void ended(Task.State how) {
    switch (how) {
      case SUCCEEDED:
        succeeded.increment();
        break;
      case FAILED:
        failed.increment();
        break;
      default:
        cancelled.increment();
    }
  }

  void rejected() {
    rejected.increment();
  }

  PoolCounts now() {
    return new PoolCounts(succeeded.sum(), failed.sum(), cancelled.sum(), rejected.sum());
  }
}
