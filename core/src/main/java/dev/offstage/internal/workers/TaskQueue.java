package dev.offstage.internal.workers;

import dev.offstage.internal.task.Moment;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a pool, first in, first out: bounded, for any number of threads, and without a lock
 * but where it grows.
 *
 * <p>The bound is exact: queued and reserved places together never pass the capacity. It is looked
 * at where a place is claimed, in {@link Ring#limit}; that is renewed from what there is only when
 * it is reached. Each step that gives room comes after the one that takes it away, so for some
 * instructions the queue may look full that is just about to have room.
 *
 * <p>A ring without room, for it has grown or has many holes, is copied into a new one under the
 * lock of this object; whoever meets a moved ring waits for that.
 */
final class TaskQueue {
  private static final int MOST_AT_FIRST = 1_000;

  private final AtomicInteger reserved = new AtomicInteger();
  private volatile int capacity;
  private volatile Ring ring;

  TaskQueue(int capacity) {
    this.capacity = capacity;
    int first = Math.min(capacity, MOST_AT_FIRST);
    this.ring = new Ring(Integer.highestOneBit(first + first / 4 + 15) * 2);
  }

  /** Adds a task as the last; false when there is no room. */
  boolean add(Queued task) {
    return claim(task, false);
  }

  /** Takes a place without a task; false when there is none. */
  boolean reserve() {
    // Not while the ring is moved: the hole is not to be forgotten before it is counted.
    synchronized (this) {
      if (!claim(Ring.HOLE, false)) {
        return false;
      }
      reserved.incrementAndGet();
      ring.holes.incrementAndGet();
      return true;
    }
  }

  void giveBack() {
    reserved.decrementAndGet();
  }

  /** Adds a task for which a place was reserved. */
  void addReserved(Queued task) {
    claim(task, true);
    reserved.decrementAndGet();
  }

  /** Adds a task that was accepted in another way and is not to be lost. */
  void addPastBound(Queued task) {
    claim(task, true);
  }

  /**
   * Takes the first one out and adds this as the last; null, and nothing is done, if none waits.
   */
  @Nullable Queued swap(Queued last) {
    reserved.incrementAndGet();
    Queued first = poll();
    if (first == null) {
      reserved.decrementAndGet();
    } else {
      addReserved(last);
    }
    return first;
  }

  private boolean claim(Object item, boolean hasPlace) {
    while (true) {
      Ring now = ring;
      long at = now.tail.get();
      if (!hasPlace && at >= now.limit.get() && !raiseLimit(now, at)) {
        if (at < Ring.MOVED) {
          return false;
        }
      } else if (at < Ring.MOVED) {
        if (now.claim(at, item)) {
          return true;
        }
        if (now.tail.get() != at) {
          continue;
        }
        if (now.isFull(at)) {
          move(now);
        } else {
          // Its taker has not said yet that the slot is free.
          Moment.pass();
        }
        continue;
      }
      awaitMove();
    }
  }

  private boolean raiseLimit(Ring now, long at) {
    // In this order: what is added later can only make it lower.
    long bound = now.head.get() & ~Ring.MOVED;
    bound += now.holes.get();
    bound += capacity - (long) reserved.get();
    if (at >= bound) {
      return false;
    }
    now.limit.lazySet(bound);
    return true;
  }

  /** Takes the first one out; null when none waits. */
  @Nullable Queued poll() {
    while (true) {
      Ring now = ring;
      long at = now.head.get();
      if (at >= Ring.MOVED) {
        awaitMove();
      } else if (now.isFilled(at)) {
        Queued first = now.take(at);
        if (first != null) {
          return first;
        }
      } else if (now.tail.get() == at) {
        return null;
      } else if (now.head.get() == at) {
        // Claimed, and about to be written.
        Moment.pass();
      }
    }
  }

  /** Whether no place is claimed: then nothing waits, and nothing is about to. */
  boolean isEmpty() {
    Ring now = ring;
    return now.head.get() == now.tail.get();
  }

  int size() {
    return ring.size();
  }

  /** Takes the task out, wherever it is; false when it is not in there. */
  boolean remove(Queued task) {
    Ring now;
    do {
      now = ring;
      long end = now.tail.get() & ~Ring.MOVED;
      for (long at = now.head.get() & ~Ring.MOVED; at < end; at++) {
        if (now.remove(at, task)) {
          return true;
        }
      }
      if (now.head.get() >= Ring.MOVED) {
        awaitMove();
      }
    } while (now != ring);
    return false;
  }

  /** The place of a task, from 1 up; 0 when it is not in there. */
  int position(PoolTask<?> task) {
    Ring now = ring;
    int position = 0;
    long end = now.tail.get() & ~Ring.MOVED;
    for (long at = now.head.get() & ~Ring.MOVED; at < end; at++) {
      Queued each = now.peek(at);
      if (each != null) {
        position++;
      }
      if (each == task) {
        return position;
      }
    }
    return 0;
  }

  /** What waits stays, also when it is more. */
  void resize(int newCapacity) {
    synchronized (this) {
      capacity = newCapacity;
      // The old bound is still in the limit of this ring.
      move(ring, ring.length);
    }
  }

  private void move(Ring full) {
    move(full, full.holes.get() > full.length / 2 ? full.length : full.length * 2);
  }

  private synchronized void move(Ring from, int length) {
    if (ring == from) {
      // Made before anybody is stopped: there may be no memory.
      Ring next = new Ring(length);
      from.moveTo(next);
      ring = next;
    }
  }

  private void awaitMove() {
    synchronized (this) {
      // Who moves it holds the lock until it is done.
    }
  }
}
