package dev.offstage.internal;

import dev.offstage.Task;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task seen as a {@link CompletableFuture}: cancelling it cancels the task. */
final class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private final Task<?> task;

  TaskFuture(Task<?> task) {
    this.task = task;
  }

  @Override
  public boolean cancel(boolean interrupt) {
    task.cancel(interrupt);
    return super.cancel(interrupt);
  }

  /** The task was cancelled already. */
  void cancelled() {
    super.cancel(false);
  }
}
