package dev.offstage.internal.task;

/** A task that is held back in front of its queue; its place is there already. Thread-safe. */
public interface Kept extends Place {
  /** Nothing holds the task back any more. Does nothing the second time, or when it has left. */
  void release();
}
