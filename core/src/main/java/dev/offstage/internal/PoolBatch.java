package dev.offstage.internal;

import dev.offstage.Batch;
import dev.offstage.BatchFailedException;
import dev.offstage.Mapper;
import dev.offstage.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one {@code map}. As many lanes as the pool has threads go through the items: when a
 * task leaves its thread, its lane hands the next one over, so a long batch never fills the queue.
 * A lane that finds no room goes on in the thread that it is in, in turn with what is queued.
 */
final class PoolBatch<R extends @Nullable Object> implements Batch<R> {
  private final OffstagePool pool;
  private final List<PoolTask<R>> tasks;
  // Who hands the first task over, and may have to run it.
  private volatile @Nullable Thread opener;
  // Both guarded by this.
  private final ArrayDeque<PoolTask<R>> waiting;
  private int lanes;
  // With its first task all are accepted: from then on a drain may find them here.
  private volatile boolean accepted;

  private PoolBatch(OffstagePool pool, List<PoolTask<R>> tasks) {
    this.pool = pool;
    this.tasks = tasks;
    this.waiting = new ArrayDeque<>(tasks);
  }

  static <A extends @Nullable Object, R extends @Nullable Object> PoolBatch<R> start(
      OffstagePool pool, Collection<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    Origin origin = Origin.of(mapper);
    List<PoolTask<R>> tasks = new ArrayList<>(items.size());
    Captured.check(pool, mapper, origin);
    for (A item : items) {
      Captured.checkItem(pool, item, origin);
      Callable<R> call = () -> mapper.apply(item);
      tasks.add(PoolTask.of(pool, call, origin));
    }
    PoolBatch<R> batch = new PoolBatch<>(pool, tasks);
    for (PoolTask<R> task : tasks) {
      task.whenItLeaves(batch::nextInLane);
    }
    batch.openLanes();
    return batch;
  }

  private void openLanes() {
    PoolTask<R> first = take();
    if (first == null) {
      return;
    }
    laneOpened();
    opener = Thread.currentThread();
    try {
      pool.start(first);
    } catch (RuntimeException e) {
      laneEnded();
      throw e;
    } finally {
      opener = null;
    }
    accepted();
    tasks.stream().skip(1).forEach(pool.runtime().listeners()::queued);
    int lanesOpen = 1;
    while (lanesOpen < pool.size() && openLane()) {
      lanesOpen++;
    }
  }

  private void accepted() {
    accepted = true;
    if (pool.isTerminated()) {
      // The drain came before it could find these.
      pool.runtime().lostLate(cancelWaiting());
    }
  }

  /**
   * Under the lock: were the task out of {@link #waiting} while its lane is refused, the other
   * lanes could end without it.
   */
  private synchronized boolean openLane() {
    PoolTask<R> task = take();
    if (task == null) {
      return false;
    }
    laneOpened();
    if (pool.workers().offer(task)) {
      return true;
    }
    putBack(task);
    laneEnded();
    return false;
  }

  /** Called on the thread that a task of this batch has just left. */
  private void nextInLane() {
    accepted();
    for (PoolTask<R> task = take(); task != null; task = take()) {
      // Inline workers would run it inside of this call, and the next one inside of that.
      if (!pool.workers().areInline() && pool.workers().offer(task)) {
        return;
      }
      // Back to the others meanwhile: a drain is to find it.
      putBack(task);
      letOthersIn();
      PoolTask<R> next = take();
      if (next != null) {
        next.runHere();
      }
    }
    laneEnded();
  }

  /** The queue is full of others: they need not wait until the lane ends. */
  private void letOthersIn() {
    if (Thread.currentThread() == opener || PoolTask.current() != null) {
      // No worker, or one inside of a task: another task might wait for what this thread holds.
      return;
    }
    PoolTask<?> other = pool.workers().poll();
    if (other != null) {
      other.run();
    }
    // As between two tasks: what the work left set would hit the next one.
    Thread.interrupted();
  }

  private synchronized @Nullable PoolTask<R> take() {
    return waiting.poll();
  }

  private synchronized void putBack(PoolTask<R> task) {
    waiting.addFirst(task);
  }

  private synchronized void laneOpened() {
    lanes++;
    pool.batches().add(this);
  }

  private synchronized void laneEnded() {
    if (--lanes == 0) {
      pool.batches().remove(this);
    }
  }

  /** For the drain: gives up what was accepted and has not started, and says what that was. */
  List<PoolTask<?>> cancelWaiting() {
    return accepted ? cancelRest() : Collections.emptyList();
  }

  private List<PoolTask<?>> cancelRest() {
    List<PoolTask<?>> cancelled = new ArrayList<>();
    for (PoolTask<R> task = take(); task != null; task = take()) {
      if (task.cancel(true)) {
        cancelled.add(task);
      }
    }
    return cancelled;
  }

  @Override
  public List<Task<R>> tasks() {
    return Collections.unmodifiableList(tasks);
  }

  @Override
  public int done() {
    return (int) tasks.stream().filter(Task::isDone).count();
  }

  @Override
  public List<R> join() throws InterruptedException {
    PoolTask<?> current = PoolTask.current();
    if (current != null && current.pool == pool) {
      // All threads of the pool might be waiting like this one: do a share of the work.
      for (PoolTask<R> task = take(); task != null; task = take()) {
        task.runHere();
      }
    }
    for (PoolTask<R> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException | CancellationException e) {
        // Collected below, when all have ended.
      }
    }
    return results();
  }

  @Override
  public List<R> join(Duration limit) throws InterruptedException, TimeoutException {
    long started = System.nanoTime();
    long nanos = Durations.nanos(limit);
    for (PoolTask<R> task : tasks) {
      try {
        long left = nanos - (System.nanoTime() - started);
        task.get(Math.max(0, left), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | CancellationException e) {
        // Collected below, when all have ended.
      } catch (TimeoutException e) {
        throw new TimeoutException(
            "After "
                + Durations.format(limit)
                + " "
                + done()
                + " of "
                + tasks.size()
                + " tasks of the batch have ended");
      }
    }
    return results();
  }

  private List<R> results() throws InterruptedException {
    Map<Integer, Throwable> errors = errors();
    if (!errors.isEmpty()) {
      throw failure(errors);
    }
    List<R> results = new ArrayList<>(tasks.size());
    for (PoolTask<R> task : tasks) {
      results.add(task.join());
    }
    return results;
  }

  private BatchFailedException failure(Map<Integer, Throwable> errors) {
    Map.Entry<Integer, Throwable> first = errors.entrySet().iterator().next();
    BatchFailedException failure =
        new BatchFailedException(
            errors.size()
                + " of "
                + tasks.size()
                + " tasks of the batch failed, the first one item "
                + first.getKey()
                + ": "
                + first.getValue(),
            first.getValue());
    errors.values().stream().skip(1).forEach(failure::addSuppressed);
    return failure;
  }

  @Override
  public Map<Integer, Throwable> errors() {
    Map<Integer, Throwable> errors = new LinkedHashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      PoolTask<R> task = tasks.get(i);
      Throwable error = task.error();
      if (task.isCancelled()) {
        error = new CancellationException("Task '" + task.name() + "' was cancelled");
      }
      if (error != null) {
        errors.put(i, error);
      }
    }
    return errors;
  }

  @Override
  public void cancel(boolean interrupt) {
    cancelWaiting();
    tasks.forEach(task -> task.cancel(interrupt));
  }
}
