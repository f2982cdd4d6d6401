package dev.offstage.internal.task;

import dev.offstage.Priority;
import org.jspecify.annotations.Nullable;

/** What waits in a pool's queue for a thread: a task, or a lane of a batch. */
public interface Queued {
  /**
   * Does its work on the thread of this runner. Never throws.
   *
   * @return what the thread is to run next, in place of what it would take from the queue; null for
   *     that
   */
  @Nullable Queued run(Runner runner);

  /** Does its work on the current thread, which is no worker of its pool. */
  void runHere();

  /** The task that this is, or whose turn it is; null when there is none any more. */
  @Nullable PoolTask<?> task();

  /** Which queue it waits in. */
  Priority priority();

  /** When it is its turn, beside others of other priorities: the least comes first. */
  long turn();
}
