package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Workers on an application server's executor, with a size and a bounded queue of our own. */
final class ExecutorWorkers implements Workers {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final TaskHome home;
  private final Executor executor;
  private final Runnable threadStart;
  private final WorkerRunners runners = new WorkerRunners();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  // The rest is guarded by the lock.
  private final BoundedQueue queue;
  // Handed to the server, which may have a queue of its own and need not come to them.
  private final Set<Queued> starting = new HashSet<>();
  private int size;
  private int threads;
  private boolean closed;

  ExecutorWorkers(TaskHome home, int size, int capacity, Executor executor, Runnable threadStart) {
    this.home = home;
    this.size = size;
    this.queue = new BoundedQueue(capacity);
    this.executor = executor;
    this.threadStart = threadStart;
  }

  @Override
  public Entry offer(Queued task) {
    StackRoom.askForCalls();
    lock.lock();
    try {
      if (closed) {
        return Entry.CLOSED;
      }
      if (threads >= size) {
        return queue.add(task) ? Entry.TAKEN : Entry.FULL;
      }
      threads++;
      starting.add(task);
    } finally {
      lock.unlock();
    }
    return startThread(task);
  }

  @Override
  public boolean enter(PoolTask<?> task) {
    StackRoom.askForCalls();
    lock.lock();
    try {
      if (closed) {
        queue.giveBack();
        change.signalAll();
        return false;
      }
      if (threads >= size) {
        queue.addReserved(task);
        return true;
      }
      queue.giveBack();
      threads++;
      starting.add(task);
    } finally {
      lock.unlock();
    }
    return startThread(task) == Entry.TAKEN;
  }

  /** Outside of the lock: some executors run the work on the calling thread. */
  private Entry startThread(Queued first) {
    try {
      executor.execute(() -> runFrom(first));
      return Entry.TAKEN;
    } catch (RuntimeException | Error e) {
      // Not only a rejection: servers that stop, or have no memory, throw other things.
      Entry entry = afterRefusal(first);
      return entry != null ? entry : runAccepted();
    }
  }

  /** Runs what was queued behind a thread that was refused: nobody else would. */
  private Entry runAccepted() {
    for (Queued task = next(false); task != null; task = next(false)) {
      task.runHere();
    }
    return Entry.FULL;
  }

  /** What becomes of the task; null if no thread of ours is left. */
  private @Nullable Entry afterRefusal(Queued first) {
    return changing(
        () -> {
          boolean ours = starting.remove(first);
          if (ours && threads == 1) {
            return null;
          }
          threads--;
          if (!ours) {
            return Entry.TAKEN;
          }
          // Another thread of ours lives and will come to the queue.
          return closed ? Entry.CLOSED : queue.add(first) ? Entry.TAKEN : Entry.FULL;
        });
  }

  private void runFrom(@Nullable Queued given) {
    Queued first = changing(() -> starting.remove(given) ? given : next(true));
    if (first == null) {
      return;
    }
    if (PoolTask.current() != null) {
      // The executor runs it on the thread that hands it over, inside of another task.
      first.runHere();
      runAccepted();
      return;
    }
    Runner runner = null;
    Queued task = first;
    try {
      runner = runners.add(home);
      threadStart.run();
      Thread.interrupted();
      while (task != null) {
        Queued ordered = runner.run(task);
        task = ordered != null ? ordered : next(true);
      }
    } finally {
      runners.remove(runner);
      if (task != null) {
        // The thread ends early, as without memory.
        Queued unstarted = task;
        changing(
            () -> {
              queue.putBack(unstarted);
              return --threads;
            });
      }
    }
  }

  /** The next task; null, and one thread less, if none waits or threads are too many. */
  private @Nullable Queued next(boolean orEnd) {
    return changing(
        () -> {
          Queued task = orEnd && threads > size ? null : queue.poll();
          if (task == null) {
            threads--;
          }
          return task;
        });
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

  @Override
  public Entry reserve() {
    return changing(() -> closed ? Entry.CLOSED : queue.reserve() ? Entry.TAKEN : Entry.FULL);
  }

  @Override
  public void giveBack() {
    changing(queue::giveBack);
  }

  @Override
  public boolean remove(Queued task) {
    return changing(() -> queue.remove(task));
  }

  @Override
  public @Nullable Queued swap(Queued last) {
    return changing(() -> queue.swap(last));
  }

  @Override
  public void forEachQueued(Consumer<Queued> each) {
    changing(queue::all).forEach(each);
  }

  @Override
  public int queued() {
    return changing(queue::size);
  }

  @Override
  public Iterable<Runner> runners() {
    return runners;
  }

  @Override
  public void resize(int newSize, int capacity) {
    changing(
        () -> {
          size = newSize;
          return queue.resize(capacity);
        });
    while (countOneMore()) {
      try {
        executor.execute(() -> runFrom(null));
      } catch (RuntimeException | Error e) {
        // The server has no more threads; if ours are gone, nobody else runs what is queued.
        if (changing(() -> threads > 1 ? --threads : 0) == 0) {
          runAccepted();
        }
        return;
      }
    }
  }

  /** Counts one more thread for what is queued; false if there are enough, or nothing is. */
  private boolean countOneMore() {
    return changing(() -> threads < size && queue.size() > 0 && ++threads > 0);
  }

  @Override
  public void close() {
    changing(() -> closed = true);
  }

  @Override
  public List<Queued> closeAndEmpty() {
    return changing(
        () -> {
          closed = true;
          List<Queued> left = new ArrayList<>(starting);
          starting.clear();
          left.addAll(queue.takeAll());
          return left;
        });
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
