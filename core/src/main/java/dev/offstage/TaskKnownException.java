package dev.offstage;

import java.util.concurrent.RejectedExecutionException;

/** A task with the same key has not ended yet, and the hand-over was to be refused then. */
public final class TaskKnownException extends RejectedExecutionException {
  private static final long serialVersionUID = 1L;

  private final transient Task<?> task;

  /** For the pool. */
  public TaskKnownException(String key, Task<?> task) {
    super("Pool '" + task.pool() + "' has a task with the key '" + key + "' already: " + task);
    this.task = task;
  }

  /** The one that is there. */
  public Task<?> task() {
    return task;
  }
}
