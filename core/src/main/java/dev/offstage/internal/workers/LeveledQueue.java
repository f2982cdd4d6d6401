package dev.offstage.internal.workers;

import dev.offstage.internal.task.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue that may have {@link Levels} beside it. What waits there keeps the place that was
 * reserved for it, so the bound of the queue is that of all levels. While nothing waits there, this
 * is the plain queue, and one look at a field.
 */
final class LeveledQueue extends TaskQueue {
  private final Object lock = new Object();
  // Made for the first task that is not plain; guarded by the lock.
  private @Nullable Levels levels;
  // Changed under the lock.
  private volatile int beside;

  LeveledQueue(int capacity) {
    super(capacity);
  }

  @Override
  void addReserved(Queued task) {
    if (Levels.have(task)) {
      addBeside(task);
    } else {
      super.addReserved(task);
    }
  }

  @Override
  void addPastBound(Queued task) {
    if (Levels.have(task)) {
      reservePastBound();
      addBeside(task);
    } else {
      super.addPastBound(task);
    }
  }

  private void addBeside(Queued task) {
    synchronized (lock) {
      Levels known = levels;
      if (known == null) {
        known = new Levels();
        levels = known;
      }
      known.add(task);
      beside = known.size();
    }
  }

  @Override
  @Nullable Queued poll() {
    return beside == 0 ? super.poll() : pollFirst();
  }

  private @Nullable Queued pollFirst() {
    Queued best;
    synchronized (lock) {
      best = levels == null ? null : levels.first();
      Queued plain = poll(best == null ? Long.MAX_VALUE : best.turn());
      if (plain != null || best == null) {
        return plain;
      }
      takeOut(best);
    }
    giveBack();
    return best;
  }

  private boolean takeOut(Queued task) {
    boolean removed = levels != null && levels.remove(task);
    beside = levels == null ? 0 : levels.size();
    return removed;
  }

  @Override
  boolean remove(Queued task) {
    if (!Levels.have(task)) {
      return super.remove(task);
    }
    synchronized (lock) {
      if (!takeOut(task)) {
        return false;
      }
    }
    giveBack();
    return true;
  }

  @Override
  boolean isEmpty() {
    return super.isEmpty() && beside == 0;
  }

  @Override
  int size() {
    return super.size() + beside;
  }

  @Override
  void forEach(Consumer<Queued> each) {
    if (beside == 0) {
      super.forEach(each);
      return;
    }
    List<Queued> all = new ArrayList<>();
    super.forEach(all::add);
    synchronized (lock) {
      all = levels == null ? all : levels.with(all);
    }
    all.forEach(each);
  }
}
