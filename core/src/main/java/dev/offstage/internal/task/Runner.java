package dev.offstage.internal.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What one thread runs. A worker has one for as long as it lives, any other thread for as long as
 * it runs a task.
 *
 * <p>Written by its own thread, read by others. A task that waits may run another one inside of it;
 * then the two are a stack, and only that is under a lock: an interrupt is for the task on top, and
 * for one below it is kept until the thread comes back to it.
 */
public final class Runner {
  private static final ThreadLocal<@Nullable Runner> CURRENT = new ThreadLocal<>();

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<Runner, PoolTask> TOP =
      AtomicReferenceFieldUpdater.newUpdater(Runner.class, PoolTask.class, "top");

  final Thread thread = Thread.currentThread();
  private final @Nullable TaskHome home;
  private volatile @Nullable PoolTask<?> top;
  // Guarded by this.
  private final List<PoolTask<?>> below = new ArrayList<>(0);
  private volatile @Nullable PoolTask<?> waitsFor;
  // Of this thread alone.
  private @Nullable StagedTask<?> telling;
  private long lastEnd;

  private Runner(@Nullable TaskHome home) {
    this.home = home;
  }

  /** Makes the current thread a worker of this pool. */
  public static Runner worker(TaskHome home) {
    Runner runner = new Runner(home);
    CURRENT.set(runner);
    return runner;
  }

  /** That of the current thread; null outside of tasks and workers. */
  static @Nullable Runner current() {
    return CURRENT.get();
  }

  /** That of the current thread, made where there is none: {@link #forget} it afterwards. */
  static Runner guest() {
    Runner runner = new Runner(null);
    CURRENT.set(runner);
    return runner;
  }

  /** The current thread runs no tasks any more. */
  public static void forget() {
    CURRENT.remove();
  }

  /** The task that runs, the innermost one; null between tasks. */
  public @Nullable PoolTask<?> task() {
    return top;
  }

  /** All that has begun and not ended on this thread, the outermost first. */
  public List<PoolTask<?>> tasks() {
    synchronized (this) {
      List<PoolTask<?>> all = new ArrayList<>(below);
      PoolTask<?> last = top;
      if (last != null) {
        all.add(last);
      }
      return all;
    }
  }

  boolean runs(PoolTask<?> task) {
    return top == task || tasks().contains(task);
  }

  /** Whether this thread is one of the pool's, or does its work for it. */
  boolean isOf(TaskHome pool) {
    if (home == pool) {
      return true;
    }
    PoolTask<?> last = top;
    if (last == null) {
      return false;
    }
    return last.home == pool || tasks().stream().anyMatch(task -> task.home == pool);
  }

  /** What its thread is blocked on, or about to be; null for nothing. */
  @Nullable PoolTask<?> waitsFor() {
    return waitsFor;
  }

  void waitsFor(@Nullable PoolTask<?> task) {
    waitsFor = task;
  }

  /** Whether the thread tells the listeners how this task has ended. */
  boolean tells(StagedTask<?> task) {
    return telling == task;
  }

  @Nullable StagedTask<?> telling(@Nullable StagedTask<?> task) {
    StagedTask<?> before = telling;
    telling = task;
    return before;
  }

  /** Puts the task on top; returns the one below it. */
  @Nullable PoolTask<?> begin(PoolTask<?> task) {
    PoolTask<?> outer = top;
    if (outer == null) {
      // No fence: that of the task's start follows.
      TOP.lazySet(this, task);
      return null;
    }
    synchronized (this) {
      below.add(outer);
      top = task;
    }
    return outer;
  }

  /** The task has left; the one below it, if any, is on top again, and gets its interrupt. */
  void end(@Nullable PoolTask<?> outer) {
    if (outer == null) {
      TOP.lazySet(this, null);
      return;
    }
    // What the inner one left set is not for the outer one.
    Thread.interrupted();
    lastEnd = 0;
    synchronized (this) {
      while (!below.isEmpty() && top != outer) {
        top = below.remove(below.size() - 1);
      }
    }
    outer.awaitInterrupt();
    if (outer.wasInterrupted()) {
      thread.interrupt();
    }
  }

  /**
   * Makes the task on top another one, without a start and an end of it: its work goes on on this
   * thread for a while.
   */
  void lend(@Nullable PoolTask<?> task) {
    top = task;
  }

  /** On any thread: for a task that cannot leave meanwhile. */
  void interrupt(StagedTask<?> task) {
    synchronized (this) {
      if (top == task) {
        thread.interrupt();
      }
    }
  }

  /**
   * Ends what was begun after this task, null for all: an Error that came at the wrong moment, such
   * as a StackOverflowError, has passed by their own ends.
   */
  public void endAbove(@Nullable PoolTask<?> task, Throwable thrown) {
    PoolTask<?> last = top;
    while (last != null && last != task) {
      last.abandon(this, thrown);
      synchronized (this) {
        top = below.isEmpty() ? null : below.remove(below.size() - 1);
      }
      last = top;
    }
  }

  /**
   * Runs one task as a worker does; never throws.
   *
   * @return what the thread is to run next; null for what it takes from the queue
   */
  public @Nullable Queued run(Queued task) {
    try {
      return task.run(this);
    } catch (Throwable t) {
      // It has caught what it could; a thread that ends by this would be one of the pool's less.
      endAbove(null, t);
      return null;
    } finally {
      // What the work left set would hit the next task.
      Thread.interrupted();
    }
  }

  /** When a task starts: with the end of the last one, where the thread went on at once. */
  long startTime(Clock clock) {
    long last = lastEnd;
    lastEnd = 0;
    return last != 0 ? last : clock.nanosOfWorker();
  }

  /** The last task ended at this time, and the thread goes on at once; 0: it did not. */
  public void lastEnd(long nanos) {
    lastEnd = nanos;
  }

  boolean isWorker() {
    return home != null;
  }
}
