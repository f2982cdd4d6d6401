package dev.offstage.internal.gate;

import org.jspecify.annotations.Nullable;

/**
 * Those who wait, first in, first out. Linked from one to the next, so that whoever goes away from
 * the middle leaves nothing behind, at no more cost. Guarded by whoever has it.
 */
final class Line {
  private @Nullable Turn first;
  private @Nullable Turn last;

  void add(Turn turn) {
    turn.before = last;
    if (last == null) {
      first = turn;
    } else {
      last.after = turn;
    }
    last = turn;
  }

  /** Takes out one that is in here. */
  void remove(Turn turn) {
    if (turn.before == null) {
      first = turn.after;
    } else {
      turn.before.after = turn.after;
    }
    if (turn.after == null) {
      last = turn.before;
    } else {
      turn.after.before = turn.before;
    }
    turn.before = null;
    turn.after = null;
  }

  /** The one whose turn is next; null if nobody waits. */
  @Nullable Turn first() {
    return first;
  }

  boolean isEmpty() {
    return first == null;
  }
}
