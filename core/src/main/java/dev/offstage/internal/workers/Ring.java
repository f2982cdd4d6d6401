package dev.offstage.internal.workers;

import dev.offstage.internal.jvm.Moment;
import dev.offstage.internal.task.Queued;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a {@link TaskQueue}, arranged in a circle: Vyukov's bounded queue, plus removal from
 * the middle.
 *
 * <p>Places are numbered, and place {@code n} is slot {@code n % length}. Three parties meet here:
 *
 * <ul>
 *   <li>A producer claims the place at {@link #tail} by compare-and-set, writes the slot, then sets
 *       its turn to {@code n + 1}: filled.
 *   <li>A consumer empties the slot by compare-and-set. Of two consumers, or a consumer and a
 *       remover, exactly one wins. Any consumer then moves {@link #head}; the one that succeeds
 *       sets the turn to {@code n + length}: free for the producer of the next lap.
 *   <li>A remover replaces the task by a {@link #HOLE}. That gives back its place at once;
 *       consumers skip the hole later.
 * </ul>
 */
final class Ring {
  static final Object HOLE = new Object();

  /** Set in head and tail: this ring has been copied; continue with its successor. */
  static final long MOVED = 1L << 62;

  /** Alone in its cache line, so that producers and consumers do not slow each other down. */
  static final class Counter extends AtomicLong {
    private static final long serialVersionUID = 1L;
    volatile long p1, p2, p3, p4, p5, p6, p7;
  }

  final int length;
  private final int mask;
  private final AtomicIntegerArray turns;
  private final AtomicReferenceArray<@Nullable Object> slots;
  final Counter tail = new Counter();
  // Places below this may be claimed. A cached bound, which may be out of date but never too high.
  final Counter limit = new Counter();
  final Counter head = new Counter();
  final AtomicInteger holes = new AtomicInteger();

  /**
   * @param length a power of two
   */
  Ring(int length) {
    this.length = length;
    this.mask = length - 1;
    this.turns = new AtomicIntegerArray(length);
    this.slots = new AtomicReferenceArray<>(length);
    for (int i = 0; i < length; i++) {
      turns.lazySet(i, i);
    }
  }

  /** Claims the place at the tail for this item; false if its slot is still in use or taken. */
  boolean claim(long at, Object item) {
    int i = (int) at & mask;
    if (turns.get(i) != (int) at || !tail.compareAndSet(at, at + 1)) {
      return false;
    }
    slots.lazySet(i, item);
    turns.lazySet(i, (int) at + 1);
    return true;
  }

  /** Whether the place has been claimed and its slot written. */
  boolean isFilled(long at) {
    return turns.get((int) at & mask) == (int) at + 1;
  }

  /** Whether no slot is left. One that a slow consumer is about to release counts as free. */
  boolean isFull(long at) {
    return at - (head.get() & ~MOVED) >= length;
  }

  /**
   * Takes the task at the head, whose place must be filled.
   *
   * @return null if it was a hole, or another consumer was faster
   */
  @Nullable Queued take(long at) {
    int i = (int) at & mask;
    Object item = slots.get(i);
    if (!isFilled(at)) {
      // The ring has gone once round since the caller looked: that is not the head's.
      return null;
    }
    if (item == HOLE) {
      // Before the head moves: the bound may then be too low for a moment, but never too high.
      holes.decrementAndGet();
      if (!advance(at)) {
        holes.incrementAndGet();
      }
      return null;
    }
    boolean taken = item != null && slots.compareAndSet(i, item, null);
    if (taken || item == null) {
      // Also on behalf of a consumer that has emptied the slot but not moved the head yet.
      advance(at);
    }
    return taken ? (Queued) item : null;
  }

  private boolean advance(long at) {
    if (!head.compareAndSet(at, at + 1)) {
      return false;
    }
    int i = (int) at & mask;
    slots.lazySet(i, null);
    turns.lazySet(i, (int) at + length);
    return true;
  }

  boolean remove(long at, Queued task) {
    int i = (int) at & mask;
    if (slots.get(i) != task || !slots.compareAndSet(i, task, HOLE)) {
      return false;
    }
    holes.incrementAndGet();
    return true;
  }

  /** The task in this place now; null if it was taken or is not written yet. */
  @Nullable Queued peek(long at) {
    Object item = slots.get((int) at & mask);
    return item == HOLE ? null : (Queued) item;
  }

  /** Whether the task at the head, whose place was filled, has its turn after this one. */
  boolean isLater(long at, long turn) {
    Queued first = peek(at);
    // Once more: the ring may have gone once round since the caller looked.
    return first != null && isFilled(at) && first.turn() > turn;
  }

  /** How many claimed places have not been released; holes do not count. */
  int size() {
    long first = head.get() & ~MOVED;
    return (int) Math.max(0, (tail.get() & ~MOVED) - first - holes.get());
  }

  /** Stops all claims and releases in this ring and moves its tasks to the next one. */
  void moveTo(Ring next) {
    long end = tail.getAndUpdate(at -> at | MOVED);
    long at = head.getAndUpdate(place -> place | MOVED);
    long count = 0;
    for (; at < end; at++) {
      while (!isFilled(at)) {
        Moment.pass();
      }
      Object item = slots.getAndSet((int) at & mask, HOLE);
      if (item != null && item != HOLE) {
        next.slots.lazySet((int) count & next.mask, item);
        next.turns.lazySet((int) count & next.mask, (int) count + 1);
        count++;
      }
    }
    next.tail.set(count);
  }
}
