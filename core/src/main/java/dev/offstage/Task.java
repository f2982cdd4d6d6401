package dev.offstage;

import dev.offstage.internal.PoolTask;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One piece of handed-over work.
 *
 * <p>All methods are thread-safe. A task that waits for another task of its own pool does not
 * dead-lock: what has not started yet is run by the waiting thread itself (not in the timed
 * methods: their limit decides).
 *
 * @param <T> what the work returns; {@link Void} for work without a result
 */
public interface Task<T extends @Nullable Object> extends Future<T> {
  /** Where a task is in its life. */
  enum State {
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

  /** The state now. */
  State state();

  /** When the task was handed over, to within 10 ms (see {@link #started()} for exact times). */
  Instant created();

  /** When the work began, or null. */
  @Nullable Instant started();

  /** When the task ended (for one cancelled while it ran: when it was cancelled), or null. */
  @Nullable Instant finished();

  /** What the work has said last with {@link Progress#report}, or null. */
  @Nullable Progress progress();

  /** What the work threw when {@link State#FAILED}, else null. */
  @Nullable Throwable error();

  /**
   * Cancels, leaving a running thread alone: {@code cancel(false)}. Work that runs long looks at
   * {@code Task.current().isCancelled()} and returns.
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
   * @param interrupt whether a running thread is interrupted
   * @return false when the task had already ended
   */
  @Override
  boolean cancel(boolean interrupt);

  /**
   * Waits for the result.
   *
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
   * the task; completing the view by hand changes the view alone.
   */
  CompletableFuture<T> toCompletableFuture();
}
