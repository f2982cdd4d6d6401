package dev.offstage.internal.workers;

import dev.offstage.internal.task.Moment;
import dev.offstage.internal.task.Queued;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a {@link TaskQueue}, in a circle: Vyukov's bounded queue, with removal from the
 * middle.
 *
 * <p>Places are numbered; place {@code n} is in slot {@code n % length}. Who adds claims the place
 * at {@link #tail} by compare-and-set, writes the slot and then its turn: {@code n + 1}, filled.
 * Who takes empties the slot by compare-and-set, so that of two takers, or a taker and a remover,
 * one wins; then any taker moves {@link #head}, and who does sets the turn to {@code n + length}:
 * free for the next lap. A remover leaves a {@link #HOLE}, which gives room at once and is passed
 * by later.
 */
final class Ring {
  static final Object HOLE = new Object();

  /** In head and tail: this ring is copied, go on with the next one. */
  static final long MOVED = 1L << 62;

  /** Alone in its cache line: those who add and those who take do not slow each other down. */
  static final class Counter extends AtomicLong {
    private static final long serialVersionUID = 1L;
    volatile long p1, p2, p3, p4, p5, p6, p7;
  }

  final int length;
  private final int mask;
  private final AtomicIntegerArray turns;
  private final AtomicReferenceArray<@Nullable Object> slots;
  final Counter tail = new Counter();
  // Places below this may be claimed: as the bound was some time ago. Only grows.
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

  /** Whether the slot of the place at the tail is free for it; claims the place if so. */
  boolean claim(long at, Object item) {
    int i = (int) at & mask;
    if (turns.get(i) != (int) at || !tail.compareAndSet(at, at + 1)) {
      return false;
    }
    slots.lazySet(i, item);
    turns.lazySet(i, (int) at + 1);
    return true;
  }

  /** Whether the place is claimed for good and written, too. */
  boolean isFilled(long at) {
    return turns.get((int) at & mask) == (int) at + 1;
  }

  /** No place is free: what a lagging taker is about to free counts as free. */
  boolean isFull(long at) {
    return at - (head.get() & ~MOVED) >= length;
  }

  /**
   * Takes what is at the head, a filled place.
   *
   * @return null when it was a hole, or somebody else was quicker
   */
  @Nullable Queued take(long at) {
    int i = (int) at & mask;
    Object item = slots.get(i);
    if (item == HOLE) {
      // Before the head moves: the bound may be too low for a moment, but never too high.
      holes.decrementAndGet();
      if (!advance(at)) {
        holes.incrementAndGet();
      }
      return null;
    }
    boolean taken = item != null && slots.compareAndSet(i, item, null);
    if (taken || item == null) {
      // Also for another who has emptied the slot and not come to this yet.
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

  /** What is in the place now: null when it is taken or not written yet. */
  @Nullable Queued peek(long at) {
    Object item = slots.get((int) at & mask);
    return item == HOLE ? null : (Queued) item;
  }

  /** The places that are claimed and not given free again, holes not among them. */
  int size() {
    long first = head.get() & ~MOVED;
    return (int) Math.max(0, (tail.get() & ~MOVED) - first - holes.get());
  }

  /**
   * Nobody claims or frees a place of this ring any more; what is in it goes into the other one.
   */
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
