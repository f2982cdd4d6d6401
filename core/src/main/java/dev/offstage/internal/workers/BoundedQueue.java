package dev.offstage.internal.workers;

import dev.offstage.internal.task.Queued;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plain queue with a bound, places of which can be reserved, and with {@link Levels} beside it.
 * Guarded by whoever has it.
 */
final class BoundedQueue {
  private final ArrayDeque<Queued> tasks = new ArrayDeque<>();
  private final Levels levels = new Levels();
  private int capacity;
  private int reserved;

  BoundedQueue(int capacity) {
    this.capacity = capacity;
  }

  boolean hasRoom() {
    return size() + reserved < capacity;
  }

  boolean add(Queued task) {
    if (!hasRoom()) {
      return false;
    }
    addLast(task);
    return true;
  }

  private void addLast(Queued task) {
    if (Levels.have(task)) {
      levels.add(task);
    } else {
      tasks.add(task);
    }
  }

  boolean reserve() {
    if (!hasRoom()) {
      return false;
    }
    reserved++;
    return true;
  }

  /** Returns how many places are reserved now. */
  int reservePastBound() {
    return ++reserved;
  }

  /** Returns how many places are still reserved. */
  int giveBack() {
    return --reserved;
  }

  void addReserved(Queued task) {
    reserved--;
    addLast(task);
  }

  /** Back to where it was taken out. */
  void putBack(Queued task) {
    if (Levels.have(task)) {
      levels.addFirst(task);
    } else {
      tasks.addFirst(task);
    }
  }

  @Nullable Queued poll() {
    Queued best = levels.first();
    Queued plain = tasks.peek();
    if (best == null || (plain != null && plain.turn() <= best.turn())) {
      return tasks.poll();
    }
    levels.remove(best);
    return best;
  }

  /**
   * Takes the first one out and adds this as the last; null, and nothing is done, if none waits.
   */
  @Nullable Queued swap(Queued last) {
    Queued first = poll();
    if (first != null) {
      addLast(last);
    }
    return first;
  }

  boolean remove(Queued task) {
    return Levels.have(task) ? levels.remove(task) : tasks.remove(task);
  }

  boolean contains(Queued task) {
    return Levels.have(task) ? levels.contains(task) : tasks.contains(task);
  }

  List<Queued> takeAll() {
    List<Queued> all = all();
    tasks.clear();
    levels.clear();
    return all;
  }

  List<Queued> all() {
    return levels.size() == 0 ? new ArrayList<>(tasks) : levels.with(tasks);
  }

  /** Whether order is a question of more than one queue. */
  boolean hasLevels() {
    return levels.size() > 0;
  }

  int size() {
    return tasks.size() + levels.size();
  }

  /** Returns the new capacity. */
  int resize(int newCapacity) {
    capacity = newCapacity;
    return newCapacity;
  }
}
