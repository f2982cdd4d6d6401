package dev.offstage.internal.task;

import dev.offstage.internal.context.StaysOnThread;
import dev.offstage.internal.context.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is running. A worker has one for its whole life, any other thread while it runs a
 * task.
 *
 * <p>Written by its own thread, read by others. A waiting task may run another one inside itself;
 * the two then form a stack, and only pushing to it, popping from it and interrupting need the
 * lock. An interrupt reaches the task on top at once; one for a task below is delivered when the
 * thread returns to it.
 */
public final class Runner {
  private static final StaysOnThread<@Nullable Runner> CURRENT = new StaysOnThread<>();

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<Runner, PoolTask> TOP =
      AtomicReferenceFieldUpdater.newUpdater(Runner.class, PoolTask.class, "top");

  final Thread thread = Thread.currentThread();
  private final @Nullable TaskHome home;
  private final boolean threadIsLent;
  private volatile @Nullable PoolTask<?> top;
  // Guarded by this.
  private final List<PoolTask<?>> below = new ArrayList<>(0);
  private volatile @Nullable Waiting waiting;
  // Of this thread alone.
  private @Nullable StagedTask<?> telling;
  private long lastEnd;
  private @Nullable ThreadState state;

  private Runner(@Nullable TaskHome home, boolean threadIsLent) {
    this.home = home;
    this.threadIsLent = threadIsLent;
  }

  /** Makes the current thread, which has been made for that, a worker of this pool. */
  public static Runner worker(TaskHome home) {
    return current(new Runner(home, false));
  }

  /** The same with a thread of somebody else's, who may have made it as whomever. */
  public static Runner lentWorker(TaskHome home) {
    return current(new Runner(home, true));
  }

  private static Runner current(Runner runner) {
    CURRENT.set(runner);
    return runner;
  }

  /** The thread is as each of its tasks is to find it. */
  public void ready() {
    state = ThreadState.now();
    // What is meant for what has made the thread is not for its tasks.
    Thread.interrupted();
  }

  /** A task has ended that had the thread for itself: makes it ready for the next one. */
  void readyAgain() {
    if (state != null) {
      state.restore();
    }
  }

  /** The current thread's; null outside tasks and workers. */
  static @Nullable Runner current() {
    return CURRENT.get();
  }

  /** Makes one for the current thread, which must {@link #forget} it afterwards. */
  static Runner guest() {
    return current(new Runner(null, true));
  }

  /** The current thread runs no tasks any more. */
  public static void forget() {
    CURRENT.remove();
  }

  /** The task that runs, the innermost one; null between tasks. */
  public @Nullable PoolTask<?> task() {
    return top;
  }

  /** All tasks that have begun and not ended on this thread, outermost first. */
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

  /**
   * Whether its thread has called {@code System.exit}, which returns only when the JVM has stopped,
   * and so waits for every drain of the stop.
   */
  public boolean isInSystemExit() {
    for (StackTraceElement call : thread.getStackTrace()) {
      if (call.getClassName().equals("java.lang.Shutdown")) {
        return true;
      }
    }
    return false;
  }

  /** Whether this thread is one of the pool's. */
  boolean isWorkerOf(TaskHome pool) {
    return home == pool;
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

  /** What its thread waits for, or is about to; null if it goes on. */
  @Nullable Waiting waiting() {
    return waiting;
  }

  /** Sets that; returns what it was before, to be set again afterwards. */
  @Nullable Waiting waiting(@Nullable Waiting now) {
    Waiting before = waiting;
    waiting = now;
    return before;
  }

  /** Whether this thread is telling the listeners how the task ended. */
  boolean tells(StagedTask<?> task) {
    return telling == task;
  }

  @Nullable StagedTask<?> telling(@Nullable StagedTask<?> task) {
    StagedTask<?> before = telling;
    telling = task;
    return before;
  }

  /** Puts the task on top; returns the one that was. */
  @Nullable PoolTask<?> begin(PoolTask<?> task) {
    PoolTask<?> outer = top;
    if (outer == null) {
      // Needs no fence: the compare-and-set of the task's start follows.
      TOP.lazySet(this, task);
      return null;
    }
    synchronized (this) {
      below.add(outer);
      top = task;
    }
    // One that came for the outer task just before: it is delivered when the thread is back there.
    Thread.interrupted();
    return outer;
  }

  /** The task on top has ended: the one below, if any, is back on top and gets its interrupt. */
  void end(@Nullable PoolTask<?> outer) {
    if (outer == null) {
      TOP.lazySet(this, null);
      return;
    }
    // An interrupt flag left by the inner task is not for the outer one.
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
   * Replaces the task on top without starting or ending any: this thread takes over a part of its
   * work.
   */
  void lend(@Nullable PoolTask<?> task) {
    top = task;
  }

  /** Called by any thread, for a task that cannot leave this one meanwhile. */
  void interrupt(StagedTask<?> task) {
    synchronized (this) {
      if (top == task) {
        thread.interrupt();
      }
    }
  }

  /**
   * Ends every task that began after this one, or all if null: an Error at the wrong moment, such
   * as a StackOverflowError, can unwind past their own ends.
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
   * Runs a task the way a worker does; never throws.
   *
   * @return what the thread is to run next; null for what it takes from the queue
   */
  public @Nullable Queued run(Queued task) {
    try {
      return task.run(this);
    } catch (Throwable t) {
      // The task has already caught what it could. The thread must survive it.
      endAbove(null, t);
      return null;
    } finally {
      // An interrupt flag left by the work would hit the next task.
      Thread.interrupted();
    }
  }

  /** A task's start time: the end of the previous one, if the thread continued without a pause. */
  long startTime(Clock clock) {
    long last = lastEnd;
    lastEnd = 0;
    return last != 0 ? last : clock.nanosOfWorker();
  }

  /** Records that a task ended at this time and the thread continues; 0 if it pauses. */
  public void lastEnd(long nanos) {
    lastEnd = nanos;
  }

  boolean isWorker() {
    return home != null;
  }

  /** Whether its thread is nobody when it runs no task. */
  boolean isNobody() {
    return !threadIsLent;
  }
}
