package dev.offstage;

import dev.offstage.internal.text.Durations;
import java.time.Duration;

/** A task's work has not returned in the time that it has for one attempt. */
public final class TaskTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Task<?> task;

  /**
   * For the pool.
   *
   * @param limit the whole time that it had, with the grace
   */
  public TaskTimeoutException(Task<?> task, Duration limit) {
    super("Task '" + task.name() + "' has not returned within " + Durations.format(limit));
    this.task = task;
  }

  /** The task; its work may still run. */
  public Task<?> task() {
    return task;
  }
}
