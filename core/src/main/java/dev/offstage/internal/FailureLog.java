package dev.offstage.internal;

import dev.offstage.Task;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what must not go unseen into the log: work that threw, work that did not get in. */
final class FailureLog {
  private FailureLog() {}

  static void failed(PoolTask<?> task, Throwable error) {
    Log.warn(
        "Task '"
            + task.name()
            + "' failed in pool '"
            + task.pool()
            + "' after "
            + millis(task.started(), task.finished())
            + " ms; handed over at "
            + task.place(),
        error);
  }

  private static long millis(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? 0 : Duration.between(from, to).toMillis();
  }

  static String describe(Task<?> task) {
    return "'" + task.name() + "' in pool '" + task.pool() + "'";
  }
}
