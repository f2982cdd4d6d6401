package dev.offstage.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Workers with threads of their own: a plain {@link ThreadPoolExecutor} whose core is its size, so
 * it grows before it queues; threads without work end after a while.
 */
final class ThreadWorkers implements Workers {
  private static final long IDLE_SECONDS = 60;

  private static final class NoRoom extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    // Thrown once for each refused task: without a stack trace it costs nothing.
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final PoolThreads threads;
  private final ThreadPoolExecutor executor;

  ThreadWorkers(int size, int queue, PoolThreads threads) {
    this.threads = threads;
    executor =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            threads,
            (task, pool) -> {
              throw new NoRoom();
            });
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public boolean offer(PoolTask<?> task) {
    try {
      executor.execute(task);
      return true;
    } catch (NoRoom e) {
      return false;
    }
  }

  @Override
  public boolean offer(PoolTask<?> task, Duration wait) throws InterruptedException {
    if (offer(task)) {
      return true;
    }
    if (executor.isShutdown()
        || !executor.getQueue().offer(task, wait.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    // It went in past the executor: closed meanwhile, it might stay there with no thread to run it.
    if (executor.isShutdown() && executor.remove(task)) {
      return false;
    }
    executor.prestartCoreThread();
    return true;
  }

  @Override
  public boolean remove(PoolTask<?> task) {
    return executor.remove(task);
  }

  @Override
  public @Nullable PoolTask<?> poll() {
    return (PoolTask<?>) executor.getQueue().poll();
  }

  @Override
  public int queued() {
    return executor.getQueue().size();
  }

  @Override
  public int position(PoolTask<?> task) {
    return Workers.positionIn(executor.getQueue(), task);
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  @Override
  public List<PoolTask<?>> closeAndEmpty() {
    // Not shutdownNow: a task that is interrupted before it is cancelled ends as failed.
    executor.shutdown();
    List<Runnable> queued = new ArrayList<>();
    executor.getQueue().drainTo(queued);
    List<PoolTask<?>> left = new ArrayList<>(queued.size());
    queued.forEach(task -> left.add((PoolTask<?>) task));
    return left;
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    if (!executor.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    threads.join(deadline - System.nanoTime());
    return true;
  }
}
