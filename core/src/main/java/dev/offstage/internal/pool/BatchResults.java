package dev.offstage.internal.pool;

import dev.offstage.BatchFailedException;
import dev.offstage.Task;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Collects how the items of a batch have ended. */
final class BatchResults {
  private BatchResults() {}

  /**
   * The results of items that have all ended.
   *
   * @throws BatchFailedException if one of them has no result
   */
  static <R extends @Nullable Object> List<R> of(List<? extends PoolTask<R>> ended)
      throws InterruptedException {
    Map<Integer, Throwable> errors = errors(ended);
    if (!errors.isEmpty()) {
      throw failure(errors, ended.size());
    }
    List<R> results = new ArrayList<>(ended.size());
    for (PoolTask<R> item : ended) {
      results.add(item.join());
    }
    return results;
  }

  /** Completes a view of a batch as that has ended. */
  static <R extends @Nullable Object> void complete(
      CompletableFuture<List<R>> view, List<? extends PoolTask<R>> ended) {
    try {
      view.complete(of(ended));
    } catch (BatchFailedException e) {
      view.completeExceptionally(e);
    } catch (InterruptedException e) {
      // Nothing waits: all have ended.
      Thread.currentThread().interrupt();
      view.completeExceptionally(e);
    }
  }

  static <R extends @Nullable Object> Map<Integer, R> completed(List<? extends PoolTask<R>> items) {
    Map<Integer, R> results = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      PoolTask<R> item = items.get(i);
      if (item.status() == Task.Status.SUCCEEDED) {
        results.put(i, item.toCompletableFuture().getNow(null));
      }
    }
    return results;
  }

  static Map<Integer, Throwable> errors(List<? extends PoolTask<?>> items) {
    Map<Integer, Throwable> errors = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      PoolTask<?> item = items.get(i);
      Throwable error = item.error();
      if (item.isCancelled()) {
        error = new CancellationException("Task '" + item.name() + "' was cancelled");
      }
      if (error != null) {
        errors.put(i, error);
      }
    }
    return errors;
  }

  static TimeoutException late(Duration limit, int done, int items) {
    return new TimeoutException(
        "After "
            + Durations.format(limit)
            + " "
            + done
            + " of "
            + items
            + " tasks of the batch have ended");
  }

  private static BatchFailedException failure(Map<Integer, Throwable> errors, int items) {
    Map.Entry<Integer, Throwable> first = first(errors);
    BatchFailedException failure =
        new BatchFailedException(
            errors.size()
                + " of "
                + items
                + " tasks of the batch failed, the first one item "
                + first.getKey()
                + ": "
                + OneLine.shortened(first.getValue().toString()),
            first.getValue());
    errors.values().stream()
        .filter(error -> error != first.getValue())
        .forEach(failure::addSuppressed);
    return failure;
  }

  /** What went wrong itself comes before what was cancelled for it. */
  private static Map.Entry<Integer, Throwable> first(Map<Integer, Throwable> errors) {
    for (Map.Entry<Integer, Throwable> error : errors.entrySet()) {
      if (!(error.getValue() instanceof CancellationException)) {
        return error;
      }
    }
    return errors.entrySet().iterator().next();
  }
}
