package dev.offstage.internal.runtime;

import dev.offstage.internal.text.Log;
import dev.offstage.internal.workers.PoolThreads;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The timer of one application; it has a thread only while there is something to do. */
final class AppTimer {
  private static final long IDLE_SECONDS = 10;
  private static final int MOST_ASIDE = 2;
  private static final int MOST_APART = 4;
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final PoolThreads threads;
  private final PoolThreads threadsApart;
  // The rest is guarded by this.
  private @Nullable ScheduledThreadPoolExecutor timer;
  private @Nullable ThreadPoolExecutor aside;
  private @Nullable ThreadPoolExecutor apart;
  private boolean stopped;

  AppTimer(String app, @Nullable ClassLoader loader) {
    threads = PoolThreads.platform("offstage-" + app + "-timer", loader);
    threadsApart = PoolThreads.platform("offstage-" + app + "-late", loader);
  }

  synchronized ScheduledExecutorService get() {
    ScheduledThreadPoolExecutor known = timer;
    if (known == null) {
      known = new ScheduledThreadPoolExecutor(1, threads);
      known.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
      known.allowCoreThreadTimeOut(true);
      known.setRemoveOnCancelPolicy(true);
      if (stopped) {
        known.shutdown();
      }
      timer = known;
    }
    return known;
  }

  /**
   * Runs what is due, which may be what an application has written, and so slow.
   *
   * @throws RejectedExecutionException after {@link #stop}
   */
  void aside(Runnable action) {
    ThreadPoolExecutor known;
    synchronized (this) {
      if (stopped) {
        throw new RejectedExecutionException("the application has ended");
      }
      known = aside;
      if (known == null) {
        known = pool(MOST_ASIDE, threads);
        aside = known;
      }
    }
    known.execute(action);
  }

  /** Runs the work of tasks whose pool has closed before their time came. */
  void apart(Runnable work) {
    ThreadPoolExecutor known;
    synchronized (this) {
      known = apart;
      if (stopped) {
        throw new RejectedExecutionException("the application has ended");
      }
      if (known == null) {
        known = pool(MOST_APART, threadsApart);
        apart = known;
      }
    }
    known.execute(work);
  }

  private ThreadPoolExecutor pool(int size, PoolThreads made) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), made);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  synchronized void stop() {
    stopped = true;
    try {
      if (timer != null) {
        timer.shutdownNow();
      }
      if (aside != null) {
        aside.shutdownNow();
      }
      if (apart != null) {
        runLeft(apart.shutdownNow());
      }
    } catch (SecurityException e) {
      // Its thread ends by itself when it has nothing to do.
    }
  }

  /** Whoever is slow there keeps nobody else from hearing how a task has ended. */
  private void runLeft(List<Runnable> left) {
    if (!left.isEmpty()) {
      threadsApart.newThread(() -> left.forEach(AppTimer::runOne)).start();
    }
  }

  private static void runOne(Runnable work) {
    try {
      work.run();
    } catch (Throwable t) {
      // Every Throwable: the others are to be run all the same.
      Log.warn("offstage: what was left at the end of an application has thrown", t);
    }
  }

  /** Waits a moment until its threads are gone. */
  void join() throws InterruptedException {
    threads.join(GRACE_NANOS);
    threadsApart.join(GRACE_NANOS);
  }
}
