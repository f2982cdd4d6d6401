package dev.offstage.internal;

import dev.offstage.Task;
import java.util.concurrent.TimeUnit;

/** Writes what must not go unseen into the log: work that threw, work that did not get in. */
final class FailureLog {
  private FailureLog() {}

  static void failed(PoolTask<?> task, Throwable error, long ranNanos) {
    Log.warn(
        "Task '"
            + task.name()
            + "' failed in pool '"
            + task.pool()
            + "' after "
            + TimeUnit.NANOSECONDS.toMillis(ranNanos)
            + " ms; handed over at "
            + task.place(),
        error);
  }

  static String describe(Task<?> task) {
    return "'" + task.name() + "' in pool '" + task.pool() + "'";
  }
}
