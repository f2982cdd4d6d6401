package dev.offstage.internal.workers;

import dev.offstage.Priority;
import dev.offstage.internal.task.Queued;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits with a low or a high priority, each first in, first out, beside a queue of all others.
 * Of the heads of the three the one with the least {@link Queued#turn} comes first. That of a low
 * one is a step after its hand-over and that of a high one a step before, so a low one is overtaken
 * only by what was handed over within two steps after it. Guarded by whoever has it.
 */
final class Levels {
  private final ArrayDeque<Queued> low = new ArrayDeque<>();
  private final ArrayDeque<Queued> high = new ArrayDeque<>();

  /** Whether it belongs in here. */
  static boolean have(Queued task) {
    return task.priority() != Priority.NORMAL;
  }

  private Deque<Queued> of(Queued task) {
    return task.priority() == Priority.LOW ? low : high;
  }

  void add(Queued task) {
    of(task).add(task);
  }

  void addFirst(Queued task) {
    of(task).addFirst(task);
  }

  boolean remove(Queued task) {
    return of(task).remove(task);
  }

  boolean contains(Queued task) {
    return of(task).contains(task);
  }

  /** The one that comes first; null if none waits. */
  @Nullable Queued first() {
    return first(low.peek(), high.peek());
  }

  private static @Nullable Queued first(@Nullable Queued one, @Nullable Queued other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.turn() < one.turn() ? other : one;
  }

  int size() {
    return low.size() + high.size();
  }

  void clear() {
    low.clear();
    high.clear();
  }

  /** These and the others, in the order in which they come if nothing else does. */
  List<Queued> with(Collection<Queued> plain) {
    List<ArrayDeque<Queued>> levels =
        Arrays.asList(new ArrayDeque<>(plain), new ArrayDeque<>(low), new ArrayDeque<>(high));
    List<Queued> all = new ArrayList<>();
    for (ArrayDeque<Queued> next = next(levels); next != null; next = next(levels)) {
      all.add(next.remove());
    }
    return all;
  }

  private static @Nullable ArrayDeque<Queued> next(List<ArrayDeque<Queued>> levels) {
    ArrayDeque<Queued> next = null;
    long least = Long.MAX_VALUE;
    for (ArrayDeque<Queued> level : levels) {
      Queued head = level.peek();
      if (head != null && (next == null || head.turn() < least)) {
        next = level;
        least = head.turn();
      }
    }
    return next;
  }
}
