package dev.offstage.internal.pool;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.workers.Workers;

/**
 * The threads of a pool whose work goes on although it was told to stop: each gets a replacement,
 * up to a bound. Thread-safe.
 */
final class StuckThreads {
  private static final int MOST_FRAMES = 30;

  private final Workers workers;
  // The rest is guarded by this.
  private int size;
  private int capacity;
  private int most;
  private int stuck;
  private long total;

  StuckThreads(Workers workers, int size, int capacity, int most) {
    this.workers = workers;
    this.size = size;
    this.capacity = capacity;
    this.most = most;
  }

  /** The pool has other bounds. */
  synchronized void resize(int newSize, int newCapacity, int newMost) {
    size = newSize;
    capacity = newCapacity;
    most = newMost;
    resize();
  }

  private void resize() {
    workers.resize(size + Math.min(stuck, most), capacity);
  }

  void add(PoolTask<?> task, Thread thread) {
    StringBuilder stack = new StringBuilder();
    StackTraceElement[] frames = thread.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
      stack.append("\n\tat ").append(frames[i]);
    }
    boolean replaced;
    int now;
    synchronized (this) {
      stuck++;
      total++;
      now = stuck;
      replaced = stuck <= most;
      resize();
    }
    Log.warn(
        "offstage: task '"
            + task.name()
            + "' in pool '"
            + task.pool()
            + "' goes on after its timeout and does not heed the interrupt. Its thread "
            + (replaced ? "is replaced" : "is not replaced: too many are stuck")
            + " ("
            + now
            + " stuck, at most "
            + most
            + " replaced); it is at"
            + stack);
  }

  void remove() {
    synchronized (this) {
      stuck--;
      resize();
    }
  }

  /** How many there are now. */
  synchronized int now() {
    return stuck;
  }

  /** How many there have been. */
  synchronized long total() {
    return total;
  }

  /** Whether there are more than are replaced. */
  synchronized boolean areTooMany() {
    return stuck > most;
  }
}
