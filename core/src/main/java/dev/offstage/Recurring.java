package dev.offstage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that is handed over again and again, each time as a task of its own, until it is cancelled
 * or its pool or application ends. Thread-safe.
 *
 * <p>There is never more than one of its tasks at a time. A time at which the one before still
 * waits or runs is skipped, and so is one at which the pool is full; both are counted. Times that
 * were missed, since the machine slept or the JVM stood still, are made up for once, however many
 * they were. What the work throws is logged, and does not end the recurrence.
 *
 * <p>Those of a {@link TaskBuilder#durable} task are kept by their name in the store, for all
 * processes that share it: each time comes once, on any of them. They outlive this process, and end
 * only by {@link #cancel()}. {@link #last()} is null and {@link #skipped()} is 0 there; {@link
 * #runNow()}, {@link #pause()} and {@link #resume()} throw an {@link
 * UnsupportedOperationException}, and the rest a {@link NotStoredException} if the database does
 * not answer.
 *
 * <p>The tasks run as nobody: they have no user, request or other context of whoever has described
 * them.
 */
public interface Recurring {
  /** The name of its tasks. */
  String name();

  /**
   * When the work is handed over next; null if it is paused or cancelled, or if that depends on the
   * end of the task that waits or runs now.
   */
  @Nullable Instant next();

  /** The latest task, which may have ended; null if there has been none. */
  @Nullable Task<?> last();

  /** How many times were skipped so far. */
  long skipped();

  /**
   * Hands the work over now, too, with the context of the current thread.
   *
   * @return the new task, or the latest one if that has not ended
   * @throws PoolFullException if there is no room and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  Task<?> runNow();

  /** Hands nothing over until {@link #resume()}; a task that waits or runs goes on. */
  void pause();

  /** Ends {@link #pause()}: goes on with the next time from now on, and makes up for none. */
  void resume();

  /** Hands nothing over any more, for good; a task that waits or runs goes on. */
  void cancel();
}
