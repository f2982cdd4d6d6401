package dev.offstage.internal.task;

import dev.offstage.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A task seen as a {@link CompletableFuture}: cancelling it cancels the task, and a task that waits
 * for it helps as one that waits for the task itself.
 *
 * @param <T> what the future completes with
 */
class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private final WaitableTask<?> task;

  TaskFuture(WaitableTask<?> task) {
    this.task = task;
  }

  /** How the task has ended; nothing for what merely follows it. */
  void completeAsTask() {}

  @Override
  public T get() throws InterruptedException, ExecutionException {
    if (isDone()) {
      return super.get();
    }
    Waiting before = WaitableTask.waitsFor(task.self(), false);
    try {
      helpTask();
      while (task.mayBeQueuedLater() && !isDone()) {
        try {
          return super.get(WaitableTask.LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          helpTask();
        }
      }
      return super.get();
    } finally {
      WaitableTask.waits(before);
    }
  }

  @Override
  public T join() {
    if (isDone()) {
      return super.join();
    }
    Waiting before = WaitableTask.waitsFor(task.self(), false);
    try {
      helpTask();
      while (task.mayBeQueuedLater() && !isDone() && !Thread.currentThread().isInterrupted()) {
        awaitNextLook();
        helpTask();
      }
      return super.join();
    } finally {
      WaitableTask.waits(before);
    }
  }

  private void awaitNextLook() {
    try {
      super.get(WaitableTask.LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException | TimeoutException e) {
      // It has ended, which whoever waits here hears in another way; or it has not.
    }
  }

  private void helpTask() {
    if (task.help() && task.isDone()) {
      completeAsTask();
    }
  }

  // Of Java 9 and newer: there what follows a view helps, too. No @Override: Java 8 has no such
  // method.
  @SuppressWarnings("MissingOverride")
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new TaskFuture<>(task);
  }

  /** The view itself. */
  static final class View<T extends @Nullable Object> extends TaskFuture<T> {
    private final WaitableTask<T> own;

    View(WaitableTask<T> own) {
      super(own);
      this.own = own;
    }

    @Override
    void completeAsTask() {
      Task.Status how = own.status();
      if (how == Task.Status.SUCCEEDED) {
        complete(own.result());
      } else if (how == Task.Status.FAILED) {
        completeExceptionally(own.failure());
      } else {
        super.cancel(false);
      }
    }

    /** Never disagrees with the task: one that has just succeeded is not cancelled any more. */
    @Override
    public boolean cancel(boolean interrupt) {
      if (isDone()) {
        return isCancelled();
      }
      if (own.cancel(interrupt) || own.isCancelled()) {
        return super.cancel(interrupt);
      }
      completeAsTask();
      return false;
    }
  }
}
