package dev.offstage.internal.task;

/** Something in front of the queue that holds tasks back. Thread-safe. */
@FunctionalInterface
public interface Gate {
  /**
   * Lets a task pass, or keeps it. Never throws: the task has been accepted.
   *
   * @return false when the task is kept: the gate lets it go on later, by {@link PoolTask#passed}
   */
  boolean pass(PoolTask<?> task);
}
