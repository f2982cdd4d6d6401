package dev.offstage.internal.pool;

import dev.offstage.internal.task.Runner;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Threads of others that run tasks of a pool: callers, and tasks of other pools. Thread-safe. */
final class Guests implements Iterable<Runner> {
  private final Set<Runner> all = ConcurrentHashMap.newKeySet();

  void add(Runner guest) {
    all.add(guest);
  }

  void remove(Runner guest) {
    all.remove(guest);
    if (all.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int size() {
    return all.size();
  }

  /** Waits until there are none; false when the time was not enough. */
  boolean awaitEmpty(long deadlineNanos) throws InterruptedException {
    synchronized (this) {
      while (!all.isEmpty()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
      return true;
    }
  }

  @Override
  public Iterator<Runner> iterator() {
    return all.iterator();
  }
}
