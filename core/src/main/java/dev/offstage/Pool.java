package dev.offstage;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Named threads with a bounded queue.
 *
 * <p>All methods are thread-safe. The pools that the settings name belong to the webapp and end
 * with it; a pool made with {@link #builder} is ended by its maker, in the way of Python's {@code
 * multiprocessing.Pool}: {@link #close()}, then {@link #join()}. What is still open when the webapp
 * stops is drained with it.
 */
public interface Pool extends AutoCloseable {
  /**
   * Starts the description of a new pool.
   *
   * @param name for threads, logs and the console: letters, digits and {@code -}, at most 40
   */
  static PoolBuilder builder(String name) {
    return new PoolBuilder(name);
  }

  /** The pool's name. */
  String name();

  /** How many tasks run at once, at most. */
  int size();

  /** How many tasks wait, at most. */
  int queueCapacity();

  /** How many tasks wait now, in the queue or for a response. */
  int queued();

  /** How many threads run tasks of this pool now; with {@code caller-runs} also the callers'. */
  int running();

  /** How its tasks have ended so far. */
  PoolCounts counts();

  /** Whether {@link #close()} or {@link #terminate()} was called. */
  boolean isClosed();

  /**
   * Hands work over. What it throws is logged with the place of this call.
   *
   * @throws IllegalArgumentException if the work has kept a request; see {@link Offstage}
   * @throws PoolFullException if there is no room and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  Task<@Nullable Void> run(Work work);

  /**
   * Hands work with a result over, as Python's {@code apply_async}.
   *
   * @throws IllegalArgumentException if the work has kept a request; see {@link Offstage}
   * @throws PoolFullException if there is no room and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  <T extends @Nullable Object> Task<T> call(Callable<T> work);

  /** Starts the description of a task of this pool. */
  default TaskBuilder<@Nullable Void> task(Work work) {
    return TaskBuilder.of(this, work);
  }

  /** Starts the description of a task with a result of this pool. */
  default <T extends @Nullable Object> TaskBuilder<T> task(Callable<T> work) {
    return TaskBuilder.of(this, work);
  }

  /**
   * Applies a function to each item, in the pool, at most {@link #size()} at once. The queue takes
   * no more of them than that, however many items there are, so that other tasks get their turn.
   *
   * @throws IllegalArgumentException if the function has kept a request, or an item is one; see
   *     {@link Offstage}
   * @throws PoolFullException if there is no room even for the first and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper);

  /**
   * As {@link #map(Collection, Mapper)}, but a thread takes several items at a time: for many small
   * items. Other tasks get their turn between two chunks.
   *
   * @param chunk how many items a thread takes, 1 or more
   * @throws IllegalArgumentException if the chunk is less; or as {@link #map(Collection, Mapper)}
   * @throws PoolFullException as {@link #map(Collection, Mapper)}
   * @throws PoolClosedException as {@link #map(Collection, Mapper)}
   */
  <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper, int chunk);

  /**
   * The pool as an {@link ExecutorService}, for code that takes one. What it executes are tasks of
   * this pool, with their context, bounds and drain; a full pool does what its policy is, and
   * {@link PoolFullException} is a {@link java.util.concurrent.RejectedExecutionException}. Its
   * futures are {@link Task}s. A new view at each call: shutting it down ends the view, which then
   * waits for its own tasks or cancels them, and not the pool.
   */
  ExecutorService asExecutorService();

  /**
   * Changes the bounds of the running pool. What runs or waits stays: a pool that has shrunk takes
   * no more tasks until it is below its new bounds.
   *
   * @param size 1 to 10,000
   * @param queueCapacity 1 to 1,000,000
   * @throws IllegalArgumentException if a number is out of its range; nothing changes then
   */
  void resize(int size, int queueCapacity);

  /**
   * Takes no more tasks and returns at once; what was accepted still runs, then the threads end.
   *
   * @throws UnsupportedOperationException if the pool belongs to the webapp
   */
  @Override
  void close();

  /**
   * As {@link #close()}, but can also cancel what is still queued; running tasks go on.
   *
   * @param cancelQueued whether queued tasks are cancelled
   * @throws UnsupportedOperationException if the pool belongs to the webapp
   */
  void close(boolean cancelQueued);

  /**
   * Takes no more tasks, cancels the queued ones and interrupts the running ones.
   *
   * @throws UnsupportedOperationException if the pool belongs to the webapp
   */
  void terminate();

  /**
   * Waits until every accepted task has ended, but not for those that wait for a response.
   *
   * @throws IllegalStateException if the pool was not closed before, or from one of its own tasks:
   *     it would never end
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  void join() throws InterruptedException;

  /**
   * As {@link #join()}, but not longer than {@code limit}.
   *
   * @return false if tasks were still queued or running by then
   * @throws IllegalStateException if the pool was not closed before: it would never end
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  boolean join(Duration limit) throws InterruptedException;
}
