package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers on the threads of an application server's executor: at most {@code size} of them at once,
 * with a bounded queue of our own, since the server's may be unbounded or shared.
 */
final class ExecutorWorkers implements Workers {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final TaskHome home;
  private final Executor executor;
  private final Runnable threadStart;
  private final WorkerRunners runners = new WorkerRunners();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  // The rest is guarded by the lock.
  private final ArrayDeque<Queued> queue = new ArrayDeque<>();
  // Handed to the server, which may have a queue of its own and need not come to them.
  private final Set<Queued> starting = new HashSet<>();
  private int size;
  private int capacity;
  private int reserved;
  private int threads;
  private boolean closed;

  ExecutorWorkers(TaskHome home, int size, int capacity, Executor executor, Runnable threadStart) {
    this.home = home;
    this.size = size;
    this.capacity = capacity;
    this.executor = executor;
    this.threadStart = threadStart;
  }

  @Override
  public Entry offer(Queued task) {
    lock.lock();
    try {
      if (closed) {
        return Entry.CLOSED;
      }
      if (threads >= size) {
        return hasRoom() && queue.add(task) ? Entry.TAKEN : Entry.FULL;
      }
      threads++;
      starting.add(task);
    } finally {
      lock.unlock();
    }
    return startThread(task);
  }

  private boolean hasRoom() {
    return queue.size() + reserved < capacity;
  }

  /** Outside of the lock: some executors run the work on the calling thread. */
  private Entry startThread(Queued first) {
    try {
      executor.execute(() -> runFrom(first));
      return Entry.TAKEN;
    } catch (RuntimeException | Error e) {
      // Not only a rejection: servers that stop, or have no memory for a thread, throw other
      // things.
      lock.lock();
      try {
        boolean ours = starting.remove(first);
        if (!ours || threads > 1) {
          threads--;
          change.signalAll();
          if (!ours) {
            // Closed and emptied meanwhile: it was given back as one that had got in.
            return Entry.TAKEN;
          }
          // Another thread of ours lives and will come to the queue.
          return closed ? Entry.CLOSED : hasRoom() && queue.add(first) ? Entry.TAKEN : Entry.FULL;
        }
      } finally {
        lock.unlock();
      }
      // What was queued behind the refused thread is accepted, and nobody else would come to it.
      for (Queued task = next(false); task != null; task = next(false)) {
        task.runHere();
      }
      return Entry.FULL;
    }
  }

  private void runFrom(Queued first) {
    lock.lock();
    try {
      starting.remove(first);
    } finally {
      lock.unlock();
    }
    if (PoolTask.current() != null) {
      // The executor runs it on the thread that hands it over, inside of another task.
      for (Queued task = first; task != null; task = next(false)) {
        task.runHere();
      }
      return;
    }
    Runner runner = null;
    Queued task = first;
    try {
      runner = runners.add(home);
      threadStart.run();
      while (task != null) {
        Queued ordered = run(task, runner);
        task = ordered != null ? ordered : next(true);
      }
    } finally {
      runners.remove(runner);
      if (task != null) {
        lost(task);
      }
    }
  }

  /** The thread ends before its time, as without memory: the task is another one's. */
  private void lost(Queued task) {
    lock.lock();
    try {
      threads--;
      queue.addFirst(task);
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable Queued run(Queued task, Runner runner) {
    try {
      return task.run(runner);
    } catch (Throwable t) {
      // It has caught what it could; the thread would be one of the pool's less for ever.
      runner.endAbove(null, t);
      return null;
    } finally {
      // What the work left set would hit the next task.
      Thread.interrupted();
    }
  }

  /**
   * @param orEnd whether a thread of ours asks, which ends when there are too many
   */
  private @Nullable Queued next(boolean orEnd) {
    lock.lock();
    try {
      Queued task = orEnd && threads > size ? null : queue.poll();
      if (task == null) {
        threads--;
      }
      change.signalAll();
      return task;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Entry await(Supplier<Entry> attempt, long nanos) throws InterruptedException {
    long left = nanos;
    while (true) {
      Entry entry = attempt.get();
      if (entry != Entry.FULL || left <= 0) {
        return entry;
      }
      lock.lockInterruptibly();
      try {
        if (!closed && (threads < size || !hasRoom())) {
          // Where the server itself refuses a thread nobody signals: then only looking helps.
          long most = threads == 0 ? Math.min(left, RETRY_NANOS) : left;
          left -= most - change.awaitNanos(most);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Entry reserve() {
    lock.lock();
    try {
      if (closed) {
        return Entry.CLOSED;
      }
      if (!hasRoom()) {
        return Entry.FULL;
      }
      reserved++;
      return Entry.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void giveBack() {
    lock.lock();
    try {
      reserved--;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean enter(PoolTask<?> task) {
    lock.lock();
    try {
      reserved--;
      if (closed) {
        change.signalAll();
        return false;
      }
      if (threads >= size) {
        return queue.add(task);
      }
      threads++;
      starting.add(task);
    } finally {
      lock.unlock();
    }
    return startThread(task) == Entry.TAKEN;
  }

  @Override
  public boolean remove(Queued task) {
    lock.lock();
    try {
      change.signalAll();
      return queue.remove(task);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Queued swap(Queued last) {
    lock.lock();
    try {
      Queued first = queue.poll();
      if (first != null) {
        queue.add(last);
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int position(PoolTask<?> task) {
    lock.lock();
    try {
      return new ArrayList<Queued>(queue).indexOf(task) + 1;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int queued() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Iterable<Runner> runners() {
    return runners;
  }

  @Override
  public void resize(int newSize, int newCapacity) {
    lock.lock();
    try {
      size = newSize;
      capacity = newCapacity;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Queued> closeAndEmpty() {
    close();
    lock.lock();
    try {
      List<Queued> left = new ArrayList<>(starting);
      left.addAll(queue);
      starting.clear();
      queue.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (threads > 0) {
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
