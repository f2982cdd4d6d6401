package dev.offstage.internal.pool;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.workers.Workers;

/**
 * The threads of a pool whose work goes on although it was told to stop: each gets a replacement,
 * up to a bound. Thread-safe.
 */
final class StuckThreads {
  private final Workers workers;
  // The rest is guarded by this.
  private int size;
  private int capacity;
  private int most;
  private int stuck;
  private long total;
  private volatile boolean tooMany;

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
    tooMany = stuck > most;
    workers.resize(size + Math.min(stuck, most), capacity);
  }

  void add(PoolTask<?> task, Thread thread) {
    boolean replaced;
    int now;
    synchronized (this) {
      stuck++;
      total++;
      now = stuck;
      replaced = stuck <= most;
      resize();
    }
    say(
        task,
        thread,
        "Its thread "
            + (replaced ? "is replaced" : "is not replaced: too many are stuck")
            + " ("
            + now
            + " stuck, at most "
            + most
            + " replaced)");
  }

  /** Says it in the log, with where the thread is. */
  void say(PoolTask<?> task, Thread thread, String more) {
    Throwable place = new Throwable("thread " + thread.getName());
    place.setStackTrace(thread.getStackTrace());
    Log.warn(
        "offstage: task '"
            + task.name()
            + "' in pool '"
            + task.pool()
            + "' goes on after its timeout"
            + (task.mayBeInterrupted() ? " and does not heed the interrupt. " : ". ")
            + more
            + "; this is where it is",
        place);
  }

  synchronized void remove() {
    stuck--;
    resize();
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
  boolean areTooMany() {
    return tooMany;
  }
}
