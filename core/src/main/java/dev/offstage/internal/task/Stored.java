package dev.offstage.internal.task;

import dev.offstage.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one task is written down, outside of this process. Nothing here throws: the task goes its
 * way, and what could not be written is the store's concern. Thread-safe.
 */
public interface Stored {
  /** A thread is about to begin with the task: whether it is still for this process to run. */
  boolean mayBegin();

  /**
   * The work has ended, and the task is about to: written before anybody hears of that. May take as
   * long as the store allows itself.
   *
   * @param how {@code SUCCEEDED} or {@code FAILED}
   * @param outcome what the work has returned or thrown
   * @return false if that does not count, since the task is somebody else's now: then it waits here
   *     for how it ends there
   */
  boolean settle(Task.Status how, @Nullable Object outcome);

  /**
   * An attempt has failed. The next one is whoever's is first to come for the task when its time is
   * there.
   *
   * @param attempts how many there were
   */
  void again(int attempts, Duration wait, Throwable failure);

  /**
   * The task has ended here, whatever way: also after {@link #settle}. Does not wait.
   *
   * @param outcome what it failed with; null if it did not
   * @param cause why it was cancelled; null if nobody said so
   * @param byEnd whether only because the pool ends: then it goes on elsewhere, or later
   */
  void ended(Task.Status how, @Nullable Object outcome, @Nullable String cause, boolean byEnd);
}
