package dev.offstage.internal.task;

import dev.offstage.Task;
import dev.offstage.internal.context.TaskContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a task needs of its pool. Thread-safe; only {@link #clock()} and the like are ever slow. */
public interface TaskHome {
  /** The pool's name. */
  String name();

  /** The time of the application. */
  Clock clock();

  /** Who hears of tasks. */
  Listeners listeners();

  /** Where failures go that nobody would ask for. */
  FailureLog failures();

  /** What the current thread gives to a task. */
  TaskContext captureContext();

  /** Counts an end. */
  void count(Task.Status how);

  /** Takes one back out of the counts: somebody else was quicker to end the task. */
  void uncount(Task.Status how);

  /** Takes the task out of the queue; false when it is not in there. */
  boolean remove(Queued task);

  /** Goes through the queue, from the first to the last. */
  void forEachQueued(Consumer<Queued> each);

  /** Whether a sweep has cancelled everything: what starts now came too late for it. */
  boolean isTerminated();

  /** Whether work that has failed may be tried again: not once the pool is being ended. */
  boolean mayTryAgain();

  /** Takes a task back that has failed and is to be tried again after this time. */
  void again(PoolTask<?> task, Duration wait);

  /** Counts an attempt that is followed by another one. */
  void countRetried();

  /**
   * Makes a task of this pool that is to follow others, with the context of the current thread.
   *
   * @param written what the user has written, which gives the task its origin
   * @throws dev.offstage.PoolClosedException if the pool is closed
   */
  default <T extends @Nullable Object> PoolTask<T> following(Callable<T> work, Object written) {
    throw new UnsupportedOperationException(name());
  }

  /** Makes one that only collects the ends of others. */
  default <T extends @Nullable Object> PoolTask<T> collecting(String name) {
    throw new UnsupportedOperationException(name());
  }

  /**
   * Keeps such a task until it has passed this gate, and those of all tasks of the pool.
   *
   * @param isReady whether it passes at once
   */
  default void follow(PoolTask<?> task, Gate first, boolean isReady) {
    throw new UnsupportedOperationException(name());
  }

  /** Counts a task that no thread has begun in time; it is counted as cancelled, too. */
  void countExpired();

  /** Counts a task whose transaction was not committed; it is counted as cancelled, too. */
  void countRolledBack();

  /**
   * The work of a task goes on in this thread although it was told to stop.
   *
   * @param ofPool whether the thread is one of the pool's, which is now one short
   */
  void stuck(PoolTask<?> task, Thread thread, boolean ofPool);

  /** Such a thread of the pool is there for others again. */
  void unstuck();

  /** Whether work that runs may be interrupted. */
  boolean interrupts();

  /** A task that the sweep could not see has cancelled itself. */
  void lostLate(PoolTask<?> task);

  /** Whether the application has not started yet, and may never do. */
  default boolean isStarting() {
    return false;
  }

  /** Whether nothing runs unless somebody says so: then a thread that waits for a task runs it. */
  boolean isManual();

  /** The threads that run tasks of this pool now, its own and others. */
  Iterable<Runner> runners();

  /** A thread that is not the pool's begins to run a task of it. */
  void guestStarts(Runner guest);

  /** Ends {@link #guestStarts}. */
  void guestEnds(Runner guest);
}
