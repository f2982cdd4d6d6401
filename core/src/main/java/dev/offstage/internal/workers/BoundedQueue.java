package dev.offstage.internal.workers;

import dev.offstage.internal.task.Queued;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain queue with a bound, places of which can be reserved. Guarded by whoever has it. */
final class BoundedQueue {
  private final ArrayDeque<Queued> tasks = new ArrayDeque<>();
  private int capacity;
  private int reserved;

  BoundedQueue(int capacity) {
    this.capacity = capacity;
  }

  boolean hasRoom() {
    return tasks.size() + reserved < capacity;
  }

  boolean add(Queued task) {
    return hasRoom() && tasks.add(task);
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
    tasks.add(task);
  }

  /** Back to where it was taken out. */
  void putBack(Queued task) {
    tasks.addFirst(task);
  }

  @Nullable Queued poll() {
    return tasks.poll();
  }

  /**
   * Takes the first one out and adds this as the last; null, and nothing is done, if none waits.
   */
  @Nullable Queued swap(Queued last) {
    Queued first = tasks.poll();
    if (first != null) {
      tasks.add(last);
    }
    return first;
  }

  boolean remove(Queued task) {
    return tasks.remove(task);
  }

  boolean contains(Queued task) {
    return tasks.contains(task);
  }

  List<Queued> takeAll() {
    List<Queued> all = all();
    tasks.clear();
    return all;
  }

  List<Queued> all() {
    return new ArrayList<>(tasks);
  }

  int size() {
    return tasks.size();
  }

  /** Returns the new capacity. */
  int resize(int newCapacity) {
    capacity = newCapacity;
    return newCapacity;
  }
}
