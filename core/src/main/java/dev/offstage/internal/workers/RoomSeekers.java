package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The submitters that wait until a pool has room. A submitter first announces itself and then tries
 * again; a thread that makes room does so first and then looks for submitters. So no room goes
 * unnoticed. Only the waiting itself is done under the lock. Thread-safe.
 */
final class RoomSeekers {
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  // Changed under the lock.
  private volatile int changes;

  /** Tries again whenever there may be room, until the answer is not FULL or time is up. */
  Entry await(Supplier<Entry> offer, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long deadline = System.nanoTime() + nanos;
    waiting.incrementAndGet();
    try {
      while (true) {
        int before = changes;
        Entry entry = offer.get();
        boolean over = System.nanoTime() - deadline >= 0;
        if (entry != Entry.FULL || over || !awaitChange(before, deadline)) {
          return entry;
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private boolean awaitChange(int before, long deadline) throws InterruptedException {
    lock.lock();
    try {
      while (changes == before) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        if (room.awaitNanos(left) <= 0) {
          return changes != before;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** There may be room. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  void roomMade() {
    if (waiting.get() == 0) {
      return;
    }
    lock.lock();
    try {
      changes++;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
