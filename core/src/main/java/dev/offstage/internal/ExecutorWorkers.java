package dev.offstage.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Workers on the threads of an application server's executor: at most {@code size} of them at once,
 * with a bounded queue of our own, since the server's may be unbounded or shared.
 */
final class ExecutorWorkers implements Workers {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Executor executor;
  private final int size;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  // The rest is guarded by the lock.
  private final ArrayDeque<PoolTask<?>> queue = new ArrayDeque<>();
  // Handed to the server, which may have a queue of its own and need not come to them.
  private final Set<PoolTask<?>> starting = new HashSet<>();
  private int threads;
  private boolean closed;

  ExecutorWorkers(Executor executor, int size, int capacity) {
    this.executor = executor;
    this.size = size;
    this.capacity = capacity;
  }

  @Override
  public boolean offer(PoolTask<?> task) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (threads == size) {
        return queue.size() < capacity && queue.add(task);
      }
      threads++;
      starting.add(task);
    } finally {
      lock.unlock();
    }
    return startThread(task);
  }

  /** Outside of the lock: some executors run the work on the calling thread. */
  private boolean startThread(PoolTask<?> first) {
    try {
      executor.execute(() -> runFrom(first));
      return true;
    } catch (RuntimeException | Error e) {
      // Not only a rejection: servers that stop, or have no memory for a thread, throw other
      // things.
      lock.lock();
      try {
        if (!starting.remove(first)) {
          // Closed and emptied meanwhile: it was given back as one that had got in.
          threads--;
          change.signalAll();
          return true;
        }
        if (threads > 1) {
          // Another thread of ours lives and will come to the queue.
          threads--;
          change.signalAll();
          return !closed && queue.size() < capacity && queue.add(first);
        }
      } finally {
        lock.unlock();
      }
      // What was queued behind the refused thread is accepted, and nobody else would come to it.
      for (PoolTask<?> task = next(); task != null; task = next()) {
        task.run();
      }
      return false;
    }
  }

  private void runFrom(PoolTask<?> first) {
    started(first);
    PoolTask<?> task = first;
    while (task != null) {
      task.run();
      // What the work left set would hit the next task.
      Thread.interrupted();
      task = next();
    }
  }

  private void started(PoolTask<?> task) {
    lock.lock();
    try {
      starting.remove(task);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable PoolTask<?> next() {
    lock.lock();
    try {
      PoolTask<?> task = queue.poll();
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
  public boolean offer(PoolTask<?> task, Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    while (!offer(task)) {
      lock.lock();
      try {
        if (closed || left <= 0) {
          return false;
        }
        if (threads < size || queue.size() == capacity) {
          // Looks again now and then: where the server itself refused, nobody signals.
          left -= RETRY_NANOS - change.awaitNanos(Math.min(left, RETRY_NANOS));
        }
      } finally {
        lock.unlock();
      }
    }
    return true;
  }

  @Override
  public boolean remove(PoolTask<?> task) {
    lock.lock();
    try {
      change.signalAll();
      return queue.remove(task);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable PoolTask<?> poll() {
    lock.lock();
    try {
      change.signalAll();
      return queue.poll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int position(PoolTask<?> task) {
    lock.lock();
    try {
      return Workers.positionIn(queue, task);
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
  public List<PoolTask<?>> closeAndEmpty() {
    close();
    lock.lock();
    try {
      List<PoolTask<?>> left = new ArrayList<>(starting);
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
