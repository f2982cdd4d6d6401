package dev.offstage.internal.agent;

import dev.offstage.internal.task.PoolTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The future that the caller of a redirected method gets at once, and the work that completes it
 * from the future that the body returns.
 */
final class RedirectedFuture extends CompletableFuture<@Nullable Object>
    implements Callable<@Nullable Void> {
  private final Callable<? extends @Nullable Object> body;
  private @Nullable PoolTask<?> task;

  RedirectedFuture(Callable<? extends @Nullable Object> body) {
    this.body = body;
  }

  /**
   * Called before the hand-over: cancelling the task cancels this future, and vice versa; a task
   * that fails before it could call the body leaves nobody waiting.
   */
  void belongTo(PoolTask<?> owner) {
    task = owner;
    owner
        .toCompletableFuture()
        .whenComplete(
            (nothing, error) -> {
              if (owner.isCancelled()) {
                super.cancel(false);
              } else if (error != null) {
                completeExceptionally(error);
              }
            });
  }

  @Override
  public @Nullable Void call() throws Exception {
    try {
      Object returned = body.call();
      if (returned instanceof CompletionStage) {
        ((CompletionStage<?>) returned)
            .whenComplete(this::completeAs)
            .whenComplete(
                (nothing, error) -> {
                  // Already completed, unless that itself failed.
                  if (error != null) {
                    completeExceptionally(error);
                  }
                });
      } else if (returned instanceof Future) {
        complete(((Future<?>) returned).get());
      } else {
        complete(null);
      }
      return null;
    } catch (ExecutionException e) {
      completeExceptionally(e.getCause() == null ? e : e.getCause());
      throw e;
    } catch (Throwable t) {
      // Every Throwable: it would have been thrown to the caller, which now waits for this future.
      completeExceptionally(t);
      throw t;
    }
  }

  private void completeAs(@Nullable Object result, @Nullable Throwable error) {
    if (error == null) {
      complete(result);
    } else {
      completeExceptionally(error);
    }
  }

  @Override
  public boolean cancel(boolean interrupt) {
    if (task != null) {
      task.cancel(interrupt);
    }
    return super.cancel(interrupt);
  }
}
