package dev.offstage.internal.workers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * How many threads a pool has, and whether it is closed: one number, so that no thread starts for a
 * new task after the close. Thread-safe.
 */
final class ThreadCount {
  private static final int CLOSED = 1 << 30;

  private final AtomicInteger state = new AtomicInteger();

  int get() {
    return state.get() & ~CLOSED;
  }

  boolean isClosed() {
    return (state.get() & CLOSED) != 0;
  }

  void close() {
    state.getAndUpdate(now -> now | CLOSED);
  }

  /**
   * Counts one more thread, unless there are enough.
   *
   * @param forNewTask whether it is for a task that comes only now, which a closed pool refuses
   */
  boolean add(int most, boolean forNewTask) {
    int now;
    do {
      now = state.get();
      if ((now & ~CLOSED) >= most || (forNewTask && (now & CLOSED) != 0)) {
        return false;
      }
    } while (!state.compareAndSet(now, now + 1));
    return true;
  }

  void remove() {
    if ((state.decrementAndGet() & ~CLOSED) == 0) {
      lookAgain();
    }
  }

  /** Wakes those that wait for the end. */
  void lookAgain() {
    synchronized (this) {
      notifyAll();
    }
  }

  /** Waits until no thread is left, and this is true, too; false when the time was not enough. */
  boolean awaitNone(BooleanSupplier andAlso, long deadlineNanos) throws InterruptedException {
    synchronized (this) {
      while (get() > 0 || !andAlso.getAsBoolean()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
      return true;
    }
  }
}
