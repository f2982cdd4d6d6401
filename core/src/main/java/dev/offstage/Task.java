package dev.offstage;

import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One piece of handed-over work.
 *
 * <p>All methods are thread-safe. A task that waits for another one of its own pool without a limit
 * does not deadlock: if that has not started yet, the waiting thread runs it. The same goes for a
 * task of another pool, if a thread of that pool is waiting for this one. A task run like this has
 * a context and a cancellation of its own, but it is on the same thread, inside what the waiting
 * task has open there: its locks, and thread-bound state that no context carrier knows, such as a
 * transaction. In the timed methods the limit decides instead. A wait that could never end, because
 * the other task is waiting for this one, is an {@link IllegalStateException}.
 *
 * @param <T> what the work returns; {@link Void} for work without a result
 */
public interface Task<T extends @Nullable Object> extends Future<T> {
  /** Where a task is in its life. */
  enum Status {
    /** Accepted, not yet running. */
    QUEUED,
    /** A thread runs the work. */
    RUNNING,
    /** The work returned. */
    SUCCEEDED,
    /** The work threw. */
    FAILED,
    /** Cancelled before it started or while it ran. */
    CANCELLED
  }

  /** The task that the current thread runs, or null. */
  static @Nullable Task<?> current() {
    return PoolTask.current();
  }

  /** An unguessable id (128 random bits, 22 URL-safe characters), made when first asked for. */
  String id();

  /** The given name, or else the place in the code that handed the work over. */
  String name();

  /** The name of the pool that the task was given to. */
  String pool();

  /** Where the task is in its life now. Not {@code state()}: Java 19 gave that to every future. */
  Status status();

  /**
   * When the task was handed over; accurate to about 10 ms when many tasks are handed over at once.
   */
  Instant created();

  /** When the work began, or null. */
  @Nullable Instant started();

  /** When the task ended (for one cancelled while it ran: when it was cancelled), or null. */
  @Nullable Instant finished();

  /** What the work last reported with {@link Progress#report}, or null. */
  @Nullable Progress progress();

  /** What the work threw when {@link Status#FAILED}, else null. */
  @Nullable Throwable error();

  /**
   * The attempts so far, oldest first, with the one that runs: one for a task that is not retried,
   * none before it starts. Of many, the first three and the last seven are kept.
   */
  List<Attempt> attempts();

  /** When the work will be tried again; null unless it waits for that, or for its first time. */
  @Nullable Instant nextAttempt();

  /**
   * Whether the work should stop: the task has been cancelled, has run out of time, or its pool is
   * being drained. Asked by the work itself, as {@code Task.current().isStopping()}.
   */
  boolean isStopping();

  /** Why the task was cancelled, as {@link #cancel(String)} was told; else null. */
  @Nullable String cause();

  /**
   * Cancels as {@link #cancel(boolean) cancel(true)}, and says why: in logs, the console and the
   * status resource.
   *
   * @param why up to 200 characters of it are kept, on one line
   * @return false when the task had already ended; the reason is then not kept
   */
  boolean cancel(String why);

  /**
   * Cancels, leaving a running thread alone: {@code cancel(false)}. Long-running work should check
   * {@code Task.current().isCancelled()} and return.
   *
   * @return false when the task had already ended
   */
  default boolean cancel() {
    return cancel(false);
  }

  /**
   * Cancels. A queued task never starts. For a running one the result is dropped and waiters are
   * freed at once; its thread is busy until the work returns.
   *
   * @param interrupt whether a running thread is interrupted, unless its pool's setting {@code
   *     interrupt} or {@link TaskBuilder#interrupt} forbids it
   * @return false when the task had already ended
   */
  @Override
  boolean cancel(boolean interrupt);

  /**
   * Waits until the task has ended, in whatever way, and until the {@link TaskListener listeners}
   * have heard of it.
   *
   * @throws IllegalStateException if the wait would never end
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  void await() throws InterruptedException;

  /**
   * Waits until the task has ended, in whatever way, but not longer than {@code limit}.
   *
   * @return false if it had not ended by then
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  boolean await(Duration limit) throws InterruptedException;

  /**
   * Waits for the result.
   *
   * @throws IllegalStateException if the wait would never end
   * @throws TaskFailedException if the work threw; the cause is what it threw
   * @throws CancellationException if the task was cancelled
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  T join() throws InterruptedException;

  /**
   * Waits for the result, but not longer than {@code limit}; the task itself goes on.
   *
   * @throws TimeoutException if the task had not ended by then
   * @throws TaskFailedException if the work threw; the cause is what it threw
   * @throws CancellationException if the task was cancelled
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  T join(Duration limit) throws InterruptedException, TimeoutException;

  /**
   * The task as a {@link CompletableFuture}, a new one at each call. Cancelling the view cancels
   * the task; completing the view by hand changes the view alone. A task keeps up to 1,000 views
   * that are not complete; beyond that, callers share one.
   */
  CompletableFuture<T> toCompletableFuture();

  /**
   * Does more with the result: makes a task of the same pool that starts when this one has
   * succeeded. If this one fails, that one fails with the same error; if this one is cancelled, so
   * is that.
   *
   * <p>Here and in all that follows: the new task has the context of whoever calls this now. It
   * takes no place in the queue until this one has ended; if that is full then, it runs on the
   * thread on which this one has ended, or here if it has ended already. Cancelling the new task
   * cancels those before it, too, if nothing else follows them and no thread has begun with them.
   *
   * @throws IllegalArgumentException if the function holds a request; see {@link Offstage}
   * @throws PoolClosedException if the pool is closed
   */
  <B extends @Nullable Object> Task<B> then(Mapper<? super T, ? extends B> next);

  /**
   * Does something with the result and hands it on: as {@link #then}, with a function that returns
   * what it gets. If the action throws, the new task fails with that.
   *
   * @throws IllegalArgumentException if the action holds a request; see {@link Offstage}
   * @throws PoolClosedException if the pool is closed
   */
  Task<T> onSuccess(Consumer<? super T> action);

  /**
   * Goes on after a failure: makes a task of the same pool that ends with the result of this one
   * or, if this one fails, with what the function makes of the error. In a chain, a failure skips
   * what comes before the next one of these. If this one is cancelled, so is that.
   *
   * @throws IllegalArgumentException if the function holds a request; see {@link Offstage}
   * @throws PoolClosedException if the pool is closed
   */
  Task<T> onFailure(Mapper<? super Throwable, ? extends T> fallback);

  /**
   * A task that ends when all of these have succeeded, with their results in the order of the
   * tasks; of no tasks it has succeeded already. As soon as one of them fails or is cancelled, it
   * does the same; the others go on. It belongs to the pool of the first one, and takes no thread.
   *
   * @throws IllegalArgumentException if one of them is no task of a pool
   */
  static <T extends @Nullable Object> Task<List<T>> all(
      Collection<? extends Task<? extends T>> tasks) {
    return PoolTask.all(tasks, Offstage.runtime().defaultPool().handOver().home());
  }

  /**
   * A task that ends when the first of these ends, and in the same way: with its result or error,
   * or cancelled. The others go on. It belongs to the pool of the first one, and takes no thread.
   *
   * @throws IllegalArgumentException if there are none, or one of them is no task of a pool
   */
  static <T extends @Nullable Object> Task<T> any(Collection<? extends Task<? extends T>> tasks) {
    return PoolTask.any(tasks);
  }
}
