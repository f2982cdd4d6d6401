package dev.offstage.internal.pool;

import dev.offstage.Task;
import dev.offstage.Work;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A pool seen as an {@link java.util.concurrent.ExecutorService}. Shutting it down ends this view
 * and not the pool: it waits for its own tasks, and cancels its own.
 */
public final class PoolExecutor extends AbstractExecutorService {
  private final HandOver handOver;
  private final String pool;
  // What has not ended.
  private final Map<PoolTask<?>, Given> tasks = new ConcurrentHashMap<>();
  // How many threads are in work of this view, also in work that was cancelled.
  private final AtomicInteger atWork = new AtomicInteger();
  private volatile boolean shutdown;

  PoolExecutor(HandOver handOver, String pool) {
    this.handOver = handOver;
    this.pool = pool;
  }

  /** What a task was given as. Its work begins or is withdrawn: whichever comes first. */
  private static final class Given {
    final Runnable task;
    private final AtomicBoolean settled = new AtomicBoolean();

    Given(Runnable task) {
      this.task = task;
    }

    /** True once: for the thread that begins the work, or for the one that withdraws it. */
    boolean settle() {
      return settled.compareAndSet(false, true);
    }

    boolean isSettled() {
      return settled.get();
    }
  }

  @Override
  public void execute(Runnable command) {
    Future<?> unused = submit(command);
  }

  @Override
  public Future<?> submit(Runnable task) {
    Objects.requireNonNull(task, "task");
    Given given = new Given(task);
    return start(handOver.task(counted(task, given), task, null), given);
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
    Objects.requireNonNull(task, "task");
    Given given = new Given(task);
    Work work = counted(task, given);
    Callable<T> withResult =
        () -> {
          work.run();
          return result;
        };
    return start(handOver.task(withResult, task, null), given);
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return submitted(task);
  }

  private <T extends @Nullable Object> Task<T> submitted(Callable<T> task) {
    Objects.requireNonNull(task, "task");
    Given given = new Given(new FutureTask<>(task));
    Callable<T> work =
        () -> {
          begin(given);
          try {
            return task.call();
          } finally {
            leftWork();
          }
        };
    return start(handOver.task(work, task, null), given);
  }

  private Work counted(Runnable task, Given given) {
    return () -> {
      begin(given);
      try {
        task.run();
      } finally {
        leftWork();
      }
    };
  }

  private void begin(Given given) {
    atWork.incrementAndGet();
    Task<?> own = Task.current();
    if ((own != null && own.isCancelled()) || !given.settle()) {
      // The end of this view may have been told already.
      leftWork();
      throw new CancellationException();
    }
  }

  private void leftWork() {
    if (atWork.decrementAndGet() == 0) {
      lookAgain();
    }
  }

  /** Wakes those that wait for the end. */
  private void lookAgain() {
    if (isTerminated()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private <T extends @Nullable Object> Task<T> start(PoolTask<T> task, Given given) {
    // Before the look at the mark: whoever waits for the end sees the one or this the other.
    tasks.put(task, given);
    try {
      if (shutdown) {
        throw refused(task);
      }
      handOver.start(task, null);
    } catch (Throwable t) {
      ended(task);
      throw t;
    }
    task.afterEnd(() -> ended(task));
    return task;
  }

  private RejectedExecutionException refused(PoolTask<?> task) {
    return new RejectedExecutionException(
        "The executor of pool '" + pool + "' is shut down and does not take '" + task.name() + "'");
  }

  private void ended(PoolTask<?> task) {
    tasks.remove(task);
    lookAgain();
  }

  /** As tasks, so that one that waits for them inside of the pool helps. */
  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> all) throws InterruptedException {
    return invokeAll(all, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> all, long timeout, TimeUnit unit)
      throws InterruptedException {
    long nanos = Math.max(0, unit.toNanos(timeout));
    long started = System.nanoTime();
    List<Task<T>> tasks = new ArrayList<>(all.size());
    boolean ended = false;
    try {
      all.forEach(each -> Objects.requireNonNull(each, "task"));
      for (Callable<T> each : all) {
        tasks.add(submitted(each));
      }
      ended = true;
      for (Task<T> task : tasks) {
        if (nanos == Long.MAX_VALUE) {
          task.await();
        } else {
          long left = nanos - (System.nanoTime() - started);
          ended &= task.await(Duration.ofNanos(Math.max(0, left)));
        }
      }
      return new ArrayList<>(tasks);
    } catch (Throwable t) {
      ended = false;
      throw t;
    } finally {
      if (!ended) {
        tasks.forEach(task -> task.cancel(true));
      }
    }
  }

  /** Inside of the pool one after the other: no thread of it is to wait for another one. */
  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> any)
      throws InterruptedException, ExecutionException {
    if (!handOver.waitersRun() || any.isEmpty()) {
      return super.invokeAny(any);
    }
    any.forEach(each -> Objects.requireNonNull(each, "task"));
    ExecutionException failure = null;
    for (Callable<T> each : any) {
      try {
        return submit(each).get();
      } catch (ExecutionException e) {
        failure = e;
      }
    }
    throw Objects.requireNonNull(failure);
  }

  @Override
  public void shutdown() {
    shutdown = true;
    lookAgain();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    List<Runnable> never = new ArrayList<>();
    List<PoolTask<?>> cancelled = new ArrayList<>();
    try {
      // What has not begun first, or the threads that are interrupted would begin with it.
      tasks.forEach(
          (task, given) -> {
            if (!given.isSettled() && task.cancelUntold(true, cancelled) && given.settle()) {
              never.add(given.task);
            }
          });
      tasks.keySet().forEach(task -> task.cancelUntold(true, cancelled));
    } finally {
      // All of them before anybody hears of one.
      cancelled.forEach(PoolTask::tellCancelled);
    }
    return never;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && tasks.isEmpty() && atWork.get() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + Math.max(0, unit.toNanos(timeout));
    synchronized (this) {
      while (!isTerminated()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    }
  }
}
