package dev.offstage.internal.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A batch seen as a {@link CompletableFuture}: cancelling it cancels the batch, and a task that
 * waits for it does a share of the work, as one that waits for the batch itself.
 */
final class BatchFuture<R extends @Nullable Object> extends CompletableFuture<List<R>> {
  private final PoolBatch<R> batch;

  BatchFuture(PoolBatch<R> batch) {
    this.batch = batch;
  }

  @Override
  public List<R> get() throws InterruptedException, ExecutionException {
    if (!isDone()) {
      batch.settled();
    }
    return super.get();
  }

  @Override
  public List<R> join() {
    if (!isDone()) {
      try {
        batch.settled();
      } catch (InterruptedException e) {
        // This method waits whatever happens.
        Thread.currentThread().interrupt();
      }
    }
    return super.join();
  }

  /** A batch whose items have all just ended is not cancelled any more. */
  @Override
  public boolean cancel(boolean interrupt) {
    if (batch.isDone()) {
      batch.complete(this);
    }
    if (isDone()) {
      return isCancelled();
    }
    boolean cancelled = super.cancel(interrupt);
    batch.cancel(interrupt);
    return cancelled;
  }
}
