package dev.offstage.internal.agent;

import dev.offstage.Task;
import dev.offstage.internal.task.PoolTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The future that the caller of a redirected method gets at once, and the work that completes it
 * from the future that the body returns. A failure completes it when the task has failed: until
 * then there may be another attempt.
 */
final class RedirectedFuture extends CompletableFuture<@Nullable Object>
    implements Callable<@Nullable Object> {
  private final boolean joined;
  private volatile @Nullable Callable<? extends @Nullable Object> body;
  private @Nullable PoolTask<?> task;

  /**
   * @param joined whether callers may get this future's outcome whose calls join the task
   */
  RedirectedFuture(Callable<? extends @Nullable Object> body, boolean joined) {
    this.body = body;
    this.joined = joined;
  }

  /**
   * Called before the hand-over: cancelling the task cancels this future, and vice versa; a task
   * that fails fails this future.
   */
  void belongTo(PoolTask<?> owner) {
    task = owner;
    owner
        .toCompletableFuture()
        .whenComplete(
            (nothing, error) -> {
              body = null;
              if (owner.isCancelled()) {
                super.cancel(false);
              } else if (error != null) {
                completeExceptionally(error);
              }
            })
        .whenComplete(
            (nothing, error) -> {
              // Already completed, unless that itself failed.
              if (error != null && owner.status() != Task.Status.SUCCEEDED) {
                completeExceptionally(error);
              }
            });
  }

  /**
   * What a caller gets whose call has joined this task: a future that completes as the task's own
   * one. Cancelling it cancels nobody else's work.
   */
  static CompletableFuture<@Nullable Object> following(PoolTask<?> taken) {
    Follower follower = new Follower();
    CompletableFuture<?> end = taken.toCompletableFuture();
    end.whenComplete(
            (result, error) -> {
              if (taken.isCancelled()) {
                follower.cancel(false);
              } else if (result instanceof RedirectedFuture) {
                ((RedirectedFuture) result).whenComplete(follower::completeAs);
              } else {
                // The work of another kind of task returns what this caller cannot use.
                follower.completeAs(null, error);
              }
            })
        .whenComplete(
            (nothing, error) -> {
              // Already completed, unless that itself failed.
              if (error != null) {
                follower.completeAs(null, error);
              }
            });
    return follower;
  }

  private static final class Follower extends CompletableFuture<@Nullable Object> {
    void completeAs(@Nullable Object result, @Nullable Throwable error) {
      if (error == null) {
        complete(result);
      } else {
        completeExceptionally(error);
      }
    }
  }

  /** One attempt. */
  @Override
  public @Nullable Object call() throws Exception {
    Callable<? extends @Nullable Object> attempt = body;
    if (attempt == null) {
      return null;
    }
    Object returned = attempt.call();
    if (returned instanceof CompletionStage && !hasFailed(returned)) {
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
      complete(outcome((Future<?>) returned));
    } else {
      complete(null);
    }
    return joined ? this : null;
  }

  /** Then the attempt has, as if the body had thrown it. */
  private static boolean hasFailed(Object returned) {
    return returned instanceof CompletableFuture
        && ((CompletableFuture<?>) returned).isCompletedExceptionally();
  }

  private static @Nullable Object outcome(Future<?> returned) throws Exception {
    try {
      return returned.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error) {
        throw (Error) cause;
      }
      throw cause instanceof Exception ? (Exception) cause : e;
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
