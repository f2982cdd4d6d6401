package dev.offstage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one {@link Pool#map}, in the order of the items. All methods are thread-safe.
 *
 * @param <R> the results
 */
public interface Batch<R extends @Nullable Object> {
  /** One task for each item, in the order of the items. */
  List<Task<R>> tasks();

  /** How many tasks have ended, in whatever way. */
  int done();

  /**
   * Waits for all and collects the results in the order of the items. Called from a task of the
   * same pool, the waiting thread does a share of the work.
   *
   * @throws BatchFailedException if any item failed or was cancelled, after all have ended
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  List<R> join() throws InterruptedException;

  /**
   * As {@link #join()}, but waits no longer than {@code limit}; the tasks go on.
   *
   * @throws TimeoutException if some had not ended by then; the message says how many
   * @throws BatchFailedException if any item failed or was cancelled, after all have ended
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  List<R> join(Duration limit) throws InterruptedException, TimeoutException;

  /** What went wrong so far: the item's index and what its work threw. */
  Map<Integer, Throwable> errors();

  /**
   * Cancels every task that has not ended.
   *
   * @param interrupt whether running threads are interrupted
   */
  void cancel(boolean interrupt);
}
