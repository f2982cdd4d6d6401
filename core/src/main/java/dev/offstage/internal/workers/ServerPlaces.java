package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.Queued;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The places of a pool on a server's executor: a number of threads, and a bounded queue for what
 * waits for one. Thread-safe.
 */
final class ServerPlaces {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Where a task has got. */
  enum Place {
    CLOSED,
    FULL,
    QUEUED,
    /** The same, and its thread waits for it. */
    AWAITED,
    /** It has a thread, which must be started for it. */
    STARTING
  }

  private final BooleanSupplier lendsThreads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  // The rest is guarded by the lock.
  private final BoundedQueue queue;
  // Handed to the server, which may have a queue of its own and need not come to them.
  private final Set<Queued> starting = new HashSet<>();
  // Have a reserved place, and a thread that waits for them to come.
  private final Set<Queued> expected = new HashSet<>();
  // Have a thread that waits for their turn, or for them.
  private final Set<Queued> atTheDoor = new HashSet<>();
  private int size;
  private int threads;
  private boolean closed;

  /**
   * Makes them.
   *
   * @param lendsThreads whether a thread may go on with what is queued; asked once there is a task
   */
  ServerPlaces(int size, int capacity, BooleanSupplier lendsThreads) {
    this.size = size;
    this.queue = new BoundedQueue(capacity);
    this.lendsThreads = lendsThreads;
  }

  /** Does something under the lock, and wakes whoever waits for a change. */
  private <T extends @Nullable Object> T changing(Supplier<T> step) {
    StackRoom.askForCalls();
    lock.lock();
    try {
      change.signalAll();
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  Place add(Queued task) {
    return changing(
        () -> {
          if (closed) {
            return Place.CLOSED;
          }
          if (threads < size) {
            return started(task);
          }
          return queue.add(task) ? Place.QUEUED : Place.FULL;
        });
  }

  /** The same for one with a reserved place, which it no longer needs. */
  Place addReserved(Queued task) {
    return changing(
        () -> {
          boolean awaited = expected.remove(task);
          if (!closed && (awaited || threads >= size)) {
            queue.addReserved(task);
            return awaited ? Place.AWAITED : Place.QUEUED;
          }
          queue.giveBack();
          return closed ? Place.CLOSED : started(task);
        });
  }

  void expect(Queued task) {
    changing(() -> expected.add(task));
  }

  /** False if it was not expected. */
  boolean expectNoMore(Queued task) {
    return changing(() -> expected.remove(task));
  }

  private Place started(Queued task) {
    threads++;
    starting.add(task);
    return Place.STARTING;
  }

  /** Counts one more thread for what is queued; false if there are enough, or nothing is. */
  boolean addThread() {
    return changing(
        () -> threads < size && queue.size() > 0 && lendsThreads.getAsBoolean() && ++threads > 0);
  }

  /** The server has refused that thread; false if it was the last, which is then still counted. */
  boolean removeThread() {
    return changing(() -> threads > 1 && --threads > 0);
  }

  /** The server has refused the task's thread; null if no thread of ours is left. */
  @Nullable Entry refused(Queued task) {
    return changing(
        () -> {
          boolean ours = starting.remove(task);
          if (ours && threads == 1) {
            return null;
          }
          threads--;
          if (!ours) {
            return Entry.TAKEN;
          }
          if (closed) {
            return Entry.CLOSED;
          }
          // Another thread of ours lives and will come to the queue.
          return lendsThreads.getAsBoolean() && queue.add(task) ? Entry.TAKEN : Entry.FULL;
        });
  }

  /** What a new thread runs: what it was started for, unless that is gone. */
  @Nullable Queued first(@Nullable Queued given) {
    return changing(() -> starting.remove(given) ? given : next(true));
  }

  /** The next task; null, and one thread less, if none waits or threads are too many. */
  @Nullable Queued next(boolean orEnd) {
    return changing(
        () -> {
          boolean ends = !lendsThreads.getAsBoolean() || (orEnd && threads > size);
          Queued task = ends ? null : queue.poll();
          if (task == null) {
            threads--;
          }
          return task;
        });
  }

  /** A thread has ended before it came to this one. */
  void putBack(Queued task) {
    changing(
        () -> {
          queue.putBack(task);
          return --threads;
        });
  }

  /**
   * Waits for a thread's place for a task that is queued, or expected; false if it is not any more.
   *
   * @param atOnce whether one that is queued gets it in any case
   */
  boolean awaitTurn(Queued task, boolean atOnce) {
    lock.lock();
    try {
      atTheDoor.add(task);
      while (expected.contains(task) || (!atOnce && queue.contains(task) && isToWait(task))) {
        change.awaitUninterruptibly();
      }
      return queue.remove(task) && started(task) == Place.STARTING;
    } finally {
      atTheDoor.remove(task);
      lock.unlock();
    }
  }

  /** Only among tasks that have a thread there: another one's may not come while this waits. */
  @SuppressWarnings("ReferenceEquality") // this very one
  private boolean isToWait(Queued task) {
    if (threads >= size || !queue.hasLevels()) {
      return threads >= size;
    }
    for (Queued each : queue.all()) {
      if (atTheDoor.contains(each)) {
        return each != task;
      }
    }
    return false;
  }

  Entry await(Supplier<Entry> attempt, long nanos) throws InterruptedException {
    long left = nanos;
    while (true) {
      Entry entry = attempt.get();
      if (entry != Entry.FULL || left <= 0) {
        return entry;
      }
      lock.lockInterruptibly();
      try {
        if (!closed && (threads < size || !queue.hasRoom())) {
          // Where the server itself refuses a thread nobody signals: then only looking helps.
          long most = threads == 0 ? Math.min(left, RETRY_NANOS) : left;
          left -= most - change.awaitNanos(most);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  Entry reserve() {
    return changing(() -> closed ? Entry.CLOSED : queue.reserve() ? Entry.TAKEN : Entry.FULL);
  }

  void reservePastBound() {
    changing(queue::reservePastBound);
  }

  void giveBack() {
    changing(queue::giveBack);
  }

  boolean remove(Queued task) {
    return changing(() -> queue.remove(task));
  }

  @Nullable Queued swap(Queued last) {
    return changing(
        () -> queue.size() > 0 && lendsThreads.getAsBoolean() ? queue.swap(last) : null);
  }

  List<Queued> queued() {
    return changing(queue::all);
  }

  int length() {
    return changing(queue::size);
  }

  void resize(int newSize, int capacity) {
    changing(
        () -> {
          size = newSize;
          return queue.resize(capacity);
        });
  }

  void close() {
    changing(() -> closed = true);
  }

  List<Queued> closeAndEmpty() {
    return changing(
        () -> {
          closed = true;
          expected.clear();
          List<Queued> left = new ArrayList<>(starting);
          starting.clear();
          left.addAll(queue.takeAll());
          return left;
        });
  }

  boolean awaitEnd(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (threads > 0 || (queue.size() > 0 && !lendsThreads.getAsBoolean())) {
        if (left <= 0) {
          return false;
        }
        left = change.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
