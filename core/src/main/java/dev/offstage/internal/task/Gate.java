package dev.offstage.internal.task;

import org.jspecify.annotations.Nullable;

/** Something in front of the queue that holds tasks back. Thread-safe. */
@FunctionalInterface
public interface Gate {
  /**
   * Lets a task pass, or keeps it. Never throws: the task has been accepted.
   *
   * @return false when the task is kept: the gate lets it go on later, by {@link PoolTask#passed}
   */
  boolean pass(PoolTask<?> task);

  /** A task that has to end before those that are kept here go on; null if there is none. */
  default @Nullable PoolTask<?> inTheWay() {
    return null;
  }
}
