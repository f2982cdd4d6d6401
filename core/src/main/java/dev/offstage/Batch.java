package dev.offstage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

  /** How many tasks have ended, however they ended. */
  int done();

  /** Whether all have ended, however they ended. */
  boolean isDone();

  /**
   * Cancels the rest as soon as one item fails, or at once if one has failed already, and
   * interrupts those that are running; {@link #join()} then says so.
   *
   * @return this batch
   */
  Batch<R> failFast();

  /**
   * Waits for all, however they end, and throws for none of them. When called from a task of the
   * same pool, the waiting thread does a share of the work.
   *
   * @return {@link #tasks()}: the results and errors in the order of the items
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  List<Task<R>> settled() throws InterruptedException;

  /**
   * The batch as a {@link CompletableFuture}, a new one at each call. When all have ended, it
   * completes with the results, or with the {@link BatchFailedException} that {@link #join()}
   * throws. Cancelling it cancels the batch.
   */
  CompletableFuture<List<R>> toCompletableFuture();

  /**
   * Waits for all and collects the results in the order of the items. When called from a task of
   * the same pool, the waiting thread does a share of the work.
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

  /**
   * The results so far, by the index of their item: what there is after a {@link #join(Duration)}
   * that took too long, say.
   */
  Map<Integer, R> completed();

  /**
   * What has gone wrong so far: the index of each failed item with what its work threw, and of each
   * cancelled one with a {@link java.util.concurrent.CancellationException}.
   */
  Map<Integer, Throwable> errors();

  /**
   * Cancels every task that has not ended.
   *
   * @param interrupt whether running threads are interrupted
   */
  void cancel(boolean interrupt);
}
