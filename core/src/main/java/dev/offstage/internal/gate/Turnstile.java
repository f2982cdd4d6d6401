package dev.offstage.internal.gate;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks in one after the other, in the order in which they come: no more at once than there is
 * room for, and no faster than a rate. Those that wait hold no thread. Thread-safe.
 */
final class Turnstile {
  private static final long NO_ALARM = 0;

  private final int room;
  private final @Nullable Rate rate;
  // The rest is guarded by this.
  private final Line line = new Line();
  private final Set<Thread> openers = new HashSet<>(2);
  private int inside;
  private @Nullable Turn latest;
  private boolean alarmed;

  /**
   * @param room how many may be inside at once
   * @param rate how fast they may go in; null: as fast as they come
   */
  Turnstile(int room, @Nullable Rate rate) {
    this.room = room;
    this.rate = rate;
  }

  /** Lets it in; or keeps it in the line, and then returns false. */
  synchronized boolean come(Turn turn, long now) {
    if (turn.where == Turn.Where.GONE) {
      return false;
    }
    if (line.isEmpty() && isOpen(now)) {
      letIn(turn, now);
      return true;
    }
    turn.where = Turn.Where.IN_LINE;
    line.add(turn);
    return false;
  }

  private boolean isOpen(long now) {
    return inside < room && (rate == null || rate.waitAt(now) <= 0);
  }

  private void letIn(Turn turn, long now) {
    turn.where = Turn.Where.INSIDE;
    latest = turn;
    inside++;
    if (rate != null) {
      rate.take(now);
    }
  }

  /** It goes away, wherever it is; who is next is let in by {@link #open}. */
  @SuppressWarnings("ReferenceEquality") // this very one
  synchronized void leave(Turn turn) {
    if (turn.where == Turn.Where.INSIDE) {
      inside--;
      if (latest == turn) {
        latest = null;
      }
    } else if (turn.where == Turn.Where.IN_LINE) {
      line.remove(turn);
    }
    turn.where = Turn.Where.GONE;
  }

  /** Lets in all that may go in now. */
  void open(LongSupplier clock) {
    Thread here = Thread.currentThread();
    synchronized (this) {
      if (!openers.add(here)) {
        // A task that this thread has let in has run on it, and left: the loop below goes on with
        // the next one. Otherwise each would be run inside of the one before.
        return;
      }
    }
    try {
      for (Turn next = next(clock); next != null; next = next(clock)) {
        next.go();
      }
    } finally {
      synchronized (this) {
        openers.remove(here);
      }
    }
  }

  private synchronized @Nullable Turn next(LongSupplier clock) {
    Turn next = line.first();
    if (next == null) {
      return null;
    }
    long now = clock.getAsLong();
    if (!isOpen(now)) {
      return null;
    }
    line.remove(next);
    letIn(next, now);
    return next;
  }

  /**
   * Asks when somebody has to look again, and counts on it.
   *
   * @return in how many nanoseconds; 0 if nobody waits for the rate alone, or somebody looks
   */
  synchronized long alarm(long now) {
    if (rate == null || alarmed || line.isEmpty() || inside >= room) {
      return NO_ALARM;
    }
    alarmed = true;
    return Math.max(1, rate.waitAt(now));
  }

  /** Somebody looks now, or could not be told to. */
  synchronized void alarmIsOver() {
    alarmed = false;
  }

  /** The one that was let in last, if it is still inside: perhaps what the others wait for. */
  synchronized @Nullable Turn latest() {
    return latest;
  }

  synchronized boolean isIdle() {
    return inside == 0 && line.isEmpty();
  }
}
