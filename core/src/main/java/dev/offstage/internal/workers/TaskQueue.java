package dev.offstage.internal.workers;

import dev.offstage.internal.jvm.Moment;
import dev.offstage.internal.task.Queued;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waiting tasks of a pool, first in, first out: bounded, for any number of threads, lock-free
 * except while it grows.
 *
 * <p>The bound is exact: queued tasks and reserved places together never exceed the capacity. A
 * producer checks it when it claims a place, against {@link Ring#limit}, and recomputes that limit
 * only when it has reached it. Every step that makes room is published after the step that takes
 * it, so for a few instructions the queue can look full although a consumer is just making room.
 *
 * <p>A ring that has run out of slots, because it must grow or is full of holes, is copied into a
 * new one under this object's lock. Whoever comes across a moved ring waits for that copy.
 */
class TaskQueue {
  private static final int MOST_AT_FIRST = 1_000;
  private static final long ANY = Long.MAX_VALUE;

  private final AtomicInteger reserved = new AtomicInteger();
  private volatile int capacity;
  private volatile Ring ring;

  TaskQueue(int capacity) {
    this.capacity = capacity;
    int first = Math.min(capacity, MOST_AT_FIRST);
    this.ring = new Ring(Integer.highestOneBit(first + first / 4 + 15) * 2);
  }

  /** Adds a task at the end; false if there is no room. */
  boolean add(Queued task) {
    return claim(task, false);
  }

  /** Reserves a place; false if there is none. */
  boolean reserve() {
    return reserve(false);
  }

  /** Reserves a place although there may be none. */
  void reservePastBound() {
    boolean unused = reserve(true);
  }

  private boolean reserve(boolean pastBound) {
    // Under the lock: a move must not drop the hole before it has been counted.
    synchronized (this) {
      if (!claim(Ring.HOLE, pastBound)) {
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

  /** Adds a task that has a reserved place. */
  void addReserved(Queued task) {
    claim(task, true);
    reserved.decrementAndGet();
  }

  /** Adds a task that was accepted in some other way and must not be lost. */
  void addPastBound(Queued task) {
    claim(task, true);
  }

  /** Takes the first task and adds this one at the end; if none waits, does nothing: null. */
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
          // Its consumer has not released the slot yet.
          Moment.pass();
        }
        continue;
      }
      awaitMove();
    }
  }

  private boolean raiseLimit(Ring now, long at) {
    // In this order, changes that happen in between can only make the result too low.
    long bound = now.head.get() & ~Ring.MOVED;
    bound += now.holes.get();
    bound += capacity - (long) reserved.get();
    if (at >= bound) {
      return false;
    }
    now.limit.lazySet(bound);
    return true;
  }

  /** Takes the first task; null if none waits. */
  @Nullable Queued poll() {
    return poll(ANY);
  }

  /** The same if its turn is not after this one; null if it is. */
  final @Nullable Queued poll(long latest) {
    while (true) {
      Ring now = ring;
      long at = now.head.get();
      if (at >= Ring.MOVED) {
        awaitMove();
      } else if (now.isFilled(at)) {
        if (latest != ANY && now.isLater(at, latest)) {
          return null;
        }
        Queued first = now.take(at);
        if (first != null) {
          return first;
        }
      } else if (now.tail.get() == at) {
        return null;
      } else if (now.head.get() == at) {
        // Claimed by a producer that is about to write it.
        Moment.pass();
      }
    }
  }

  /** Whether no place is claimed: nothing waits, and no producer is about to add. */
  boolean isEmpty() {
    Ring now = ring;
    return now.head.get() == now.tail.get();
  }

  int size() {
    return ring.size();
  }

  /** Removes the task, wherever it is; false if it is not in the queue. */
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

  /** Goes through what waits, from the first to the last; others change it meanwhile. */
  void forEach(Consumer<Queued> each) {
    Ring now = ring;
    long end = now.tail.get() & ~Ring.MOVED;
    for (long at = now.head.get() & ~Ring.MOVED; at < end; at++) {
      Queued one = now.peek(at);
      if (one != null) {
        each.accept(one);
      }
    }
  }

  /** Changes the capacity; tasks beyond a smaller one stay. */
  void resize(int newCapacity) {
    synchronized (this) {
      capacity = newCapacity;
      // This ring's limit still has the old bound in it.
      move(ring, ring.length);
    }
  }

  private void move(Ring full) {
    move(full, full.holes.get() > full.length / 2 ? full.length : full.length * 2);
  }

  private synchronized void move(Ring from, int length) {
    if (ring == from) {
      // Allocated before anyone is stopped: there may be no memory.
      Ring next = new Ring(length);
      from.moveTo(next);
      ring = next;
    }
  }

  private void awaitMove() {
    synchronized (this) {
      // The thread that moves the ring holds the lock until it is done.
    }
  }
}
