package dev.offstage.internal.task;

/** What a thread waits for inside a task. Immutable. */
final class Waiting {
  final PoolTask<?> task;

  /** Whether the thread goes on after a while all the same. */
  final boolean limited;

  Waiting(PoolTask<?> task, boolean limited) {
    this.task = task;
    this.limited = limited;
  }
}
