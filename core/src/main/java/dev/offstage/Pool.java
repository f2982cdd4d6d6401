package dev.offstage;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Named threads with a bounded queue.
 *
 * <p>All methods are thread-safe. The pools that the settings name belong to the webapp and end
 * with it; a pool made with {@link #builder} is ended by whoever made it, as with Python's {@code
 * multiprocessing.Pool}: {@link #close()}, then {@link #join()}. Pools still open when the webapp
 * stops are drained with it.
 */
public interface Pool extends AutoCloseable {
  /**
   * Starts to describe a new pool.
   *
   * @param name for threads, logs and the console: 1 to 40 lower-case letters, digits and {@code
   *     -}, not beginning with {@code -}, and none of the words size, queue, full, share, threads,
   *     interrupt, retries, backoff, timeout, grace, stuck, processes
   */
  static PoolBuilder builder(String name) {
    return new PoolBuilder(name);
  }

  /** The pool's name. */
  String name();

  /** The most tasks that run at once. */
  int size();

  /** The most tasks that can wait. */
  int queueCapacity();

  /** How many tasks wait now, in the queue or for a response. */
  int queued();

  /**
   * How many threads run tasks of this pool now, including callers' threads with {@code
   * caller-runs}.
   */
  int running();

  /** How its tasks have ended so far. */
  PoolCounts counts();

  /** Whether {@link #close()} or {@link #terminate()} was called. */
  boolean isClosed();

  /**
   * Hands work over. Whatever it throws is logged, along with where this was called.
   *
   * @throws IllegalArgumentException if the work holds a request; see {@link Offstage}
   * @throws PoolFullException if there is no room and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  Task<@Nullable Void> run(Work work);

  /**
   * Hands over work with a result, like Python's {@code apply_async}. What it throws is for whoever
   * asks for the result; if nobody does, it is logged once the task is garbage.
   *
   * @throws IllegalArgumentException if the work holds a request; see {@link Offstage}
   * @throws PoolFullException if there is no room and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  <T extends @Nullable Object> Task<T> call(Callable<T> work);

  /** As {@link #call(Callable)}, with one argument. */
  default <A extends @Nullable Object, R extends @Nullable Object> Task<R> call(
      Call1<? super A, ? extends R> call, A first) {
    return call(Bound.call(call, first));
  }

  /** As {@link #call(Callable)}, with two arguments. */
  default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Task<R> call(Call2<? super A, ? super B, ? extends R> call, A first, B second) {
    return call(Bound.call(call, first, second));
  }

  /** As {@link #call(Callable)}, with three arguments. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Task<R> call(
          Call3<? super A, ? super B, ? super C, ? extends R> call, A first, B second, C third) {
    return call(Bound.call(call, first, second, third));
  }

  /** As {@link #call(Callable)}, with four arguments. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Task<R> call(
          Call4<? super A, ? super B, ? super C, ? super D, ? extends R> call,
          A first,
          B second,
          C third,
          D fourth) {
    return call(Bound.call(call, first, second, third, fourth));
  }

  /** As {@link #run(Work)}, with one argument. */
  default <A extends @Nullable Object> Task<@Nullable Void> run(Work1<? super A> work, A first) {
    return run(BoundWork.of(work, first));
  }

  /** As {@link #run(Work)}, with two arguments. */
  default <A extends @Nullable Object, B extends @Nullable Object> Task<@Nullable Void> run(
      Work2<? super A, ? super B> work, A first, B second) {
    return run(BoundWork.of(work, first, second));
  }

  /** As {@link #run(Work)}, with three arguments. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Task<@Nullable Void> run(
          Work3<? super A, ? super B, ? super C> work, A first, B second, C third) {
    return run(BoundWork.of(work, first, second, third));
  }

  /** As {@link #run(Work)}, with four arguments. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Task<@Nullable Void> run(
          Work4<? super A, ? super B, ? super C, ? super D> work,
          A first,
          B second,
          C third,
          D fourth) {
    return run(BoundWork.of(work, first, second, third, fourth));
  }

  /** Starts to describe a task of this pool. */
  default TaskBuilder<@Nullable Void> task(Work work) {
    return new TaskBuilder<>(this, TaskDraft.of(work));
  }

  /** Starts to describe a task of this pool that has a result. */
  default <T extends @Nullable Object> TaskBuilder<T> task(Callable<T> work) {
    return new TaskBuilder<>(this, TaskDraft.of(work));
  }

  /**
   * Hands work over again and again, each time so much after the end of the time before; the first
   * time is one interval from now. More can be asked of its tasks by {@link TaskBuilder#every}.
   *
   * @param interval 1 ms to 366 days
   * @throws IllegalArgumentException if the interval is out of range, or the work holds a request;
   *     see {@link Offstage}
   */
  default Recurring every(Duration interval, Work work) {
    return task(work).every(interval);
  }

  /**
   * Hands work over at the times of a cron expression, in the time zone of the setting {@code
   * offstage.zone}. More can be asked of its tasks by {@link TaskBuilder#cron}.
   *
   * @param expression minute, hour, day of the month, month, day of the week, as in {@code 30 2 * *
   *     1-5}; or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code
   *     @yearly}
   * @throws IllegalArgumentException if the expression is none or never fits, or the work holds a
   *     request; see {@link Offstage}
   */
  default Recurring cron(String expression, Work work) {
    return task(work).cron(expression);
  }

  /**
   * Applies a function to each item, in the pool, at most {@link #size()} at once. However many
   * items there are, no more than that are queued at a time, so that other tasks get their turn.
   *
   * @throws IllegalArgumentException if the function holds a request, or an item is one; see {@link
   *     Offstage}
   * @throws PoolFullException if there is no room even for the first and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper);

  /**
   * As {@link #map(Collection, Mapper)}, but a thread takes several items at a time: for large
   * numbers of small items. Other tasks get their turn between chunks.
   *
   * @param chunk how many items a thread takes, 1 or more
   * @throws IllegalArgumentException if the chunk is smaller; or as {@link #map(Collection,
   *     Mapper)}
   * @throws PoolFullException as {@link #map(Collection, Mapper)}
   * @throws PoolClosedException as {@link #map(Collection, Mapper)}
   */
  <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper, int chunk);

  /**
   * Applies a function to each item, in the pool, and gives the tasks as they end; reads the items
   * as they are needed. Nothing is handed over before the first result is asked for.
   *
   * @param items read by whoever takes the results
   * @throws IllegalArgumentException if the function holds a request; see {@link Offstage}
   */
  <A extends @Nullable Object, R extends @Nullable Object> Results<R> results(
      Iterator<? extends A> items, Mapper<? super A, ? extends R> mapper);

  /** As {@link #results(Iterator, Mapper)}. */
  default <A extends @Nullable Object, R extends @Nullable Object> Results<R> results(
      Iterable<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    return results(items.iterator(), mapper);
  }

  /**
   * The pool as an {@link ExecutorService}, for code that takes one. Whatever it executes becomes a
   * task of this pool, with its context, bounds and drain; a full pool follows its policy, and
   * {@link PoolFullException} is a {@link java.util.concurrent.RejectedExecutionException}. The
   * futures it returns are {@link Task}s. Each call returns a new view: shutting it down ends that
   * view, which waits for its own tasks or cancels them, but not the pool.
   */
  ExecutorService asExecutorService();

  /**
   * Changes the bounds of the running pool. Running and waiting tasks stay: a pool that has shrunk
   * takes no more tasks until it is below its new bounds.
   *
   * @param size 1 to 10,000
   * @param queueCapacity 1 to 1,000,000
   * @throws IllegalArgumentException if a number is out of range; nothing changes then
   */
  void resize(int size, int queueCapacity);

  /**
   * Stops accepting tasks and returns at once; those already accepted still run, each when its time
   * has come, then the threads end.
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
   * Stops accepting tasks, cancels the queued ones and interrupts the running ones, unless the
   * setting {@code interrupt} or {@link TaskBuilder#interrupt} forbids that.
   *
   * @throws UnsupportedOperationException if the pool belongs to the webapp
   */
  void terminate();

  /**
   * Waits until every accepted task has ended, also those that wait for their time, but not those
   * that wait for a response or a commit.
   *
   * @throws IllegalStateException if the pool has not been closed, or if called from one of its own
   *     tasks: the wait would never end
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  void join() throws InterruptedException;

  /**
   * As {@link #join()}, but no longer than {@code limit}.
   *
   * @return false if tasks were still queued or running by then
   * @throws IllegalStateException if the pool has not been closed: the wait would never end
   * @throws InterruptedException if this thread was interrupted while it waited
   */
  boolean join(Duration limit) throws InterruptedException;
}
