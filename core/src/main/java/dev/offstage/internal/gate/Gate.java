package dev.offstage.internal.gate;

import dev.offstage.internal.task.PoolTask;

/** Something in front of the queue that holds tasks back. Thread-safe. */
@FunctionalInterface
public interface Gate {
  /**
   * Lets a task pass, or keeps it. Never throws: the task has been accepted.
   *
   * @return false when the task is kept: the gate {@linkplain PoolTask#release() releases} it later
   */
  boolean pass(PoolTask<?> task);
}
