package dev.offstage.internal.workers;

import dev.offstage.Priority;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps every task until a test says run, or until somebody waits for it. */
public final class ManualWorkers implements Workers {
  /** One task that waits, with the workers that have taken it. */
  public static final class Waiting {
    final ManualWorkers workers;
    final Queued queued;

    Waiting(ManualWorkers workers, Queued queued) {
      this.workers = workers;
      this.queued = queued;
    }

    private boolean isBefore(Waiting other) {
      long turn = queued.turn();
      long others = other.queued.turn();
      return turn < others || (turn == others && queued.priority() == Priority.NORMAL);
    }

    /** The task, or the next one of a batch; null when a batch has none left. */
    public @Nullable PoolTask<?> task() {
      return queued.task();
    }

    /** Runs it on this thread. */
    public void run() {
      queued.runHere();
    }
  }

  private final Deque<Waiting> queue;
  // Guarded by the queue.
  private int capacity;
  private int reserved;
  private volatile boolean closed;

  /**
   * @param queue thread-safe, shared by the pools of one test: tasks run in the order of their
   *     hand-over
   * @param capacity how many tasks of this pool can wait
   */
  public ManualWorkers(Deque<Waiting> queue, int capacity) {
    this.queue = queue;
    this.capacity = capacity;
  }

  @Override
  public Entry offer(Queued task) {
    synchronized (queue) {
      Entry entry = room();
      if (entry == Entry.TAKEN) {
        queue.add(new Waiting(this, task));
      }
      return entry;
    }
  }

  private Entry room() {
    return closed ? Entry.CLOSED : queued() + reserved < capacity ? Entry.TAKEN : Entry.FULL;
  }

  /** Nobody makes room while a test's thread waits. */
  @Override
  public Entry await(Supplier<Entry> attempt, long nanos) {
    return attempt.get();
  }

  @Override
  public Entry reserve() {
    synchronized (queue) {
      Entry entry = room();
      if (entry == Entry.TAKEN) {
        reserved++;
      }
      return entry;
    }
  }

  @Override
  public void reservePastBound() {
    synchronized (queue) {
      reserved++;
    }
  }

  @Override
  public void giveBack() {
    synchronized (queue) {
      reserved--;
    }
  }

  @Override
  public boolean enter(PoolTask<?> task) {
    synchronized (queue) {
      reserved--;
      return !closed && queue.add(new Waiting(this, task));
    }
  }

  @Override
  public boolean remove(Queued task) {
    return queue.removeIf(waiting -> waiting.queued == task);
  }

  @Override
  public @Nullable Queued swap(Queued last) {
    return null;
  }

  @Override
  public boolean areManual() {
    return true;
  }

  @Override
  public int queued() {
    return (int) queue.stream().filter(waiting -> waiting.workers == this).count();
  }

  @Override
  public void resize(int size, int newCapacity) {
    synchronized (queue) {
      capacity = newCapacity;
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public List<Queued> closeAndEmpty() {
    close();
    List<Queued> left = new ArrayList<>();
    queue.removeIf(waiting -> waiting.workers == this && left.add(waiting.queued));
    return left;
  }

  /** Nobody else would run what waits: whoever waits for the end of it does. */
  @Override
  public boolean awaitEnd(long nanos) {
    for (Queued next = poll(); next != null; next = poll()) {
      next.runHere();
    }
    return true;
  }

  private @Nullable Queued poll() {
    Waiting next = next(queue, waiting -> waiting.workers == this);
    return next == null ? null : next.queued;
  }

  /** Takes out the one whose turn it is among those of that queue; null if there is none. */
  public static @Nullable Waiting next(Deque<Waiting> queue) {
    return next(queue, waiting -> true);
  }

  private static @Nullable Waiting next(Deque<Waiting> queue, Predicate<Waiting> which) {
    synchronized (queue) {
      Waiting next = null;
      Set<Priority> seen = EnumSet.noneOf(Priority.class);
      for (Waiting each : queue) {
        // Within a level, the first one; of two with the same turn, the plain one.
        if (which.test(each) && seen.add(each.queued.priority())) {
          next = next == null || each.isBefore(next) ? each : next;
        }
      }
      return next != null && queue.remove(next) ? next : null;
    }
  }
}
