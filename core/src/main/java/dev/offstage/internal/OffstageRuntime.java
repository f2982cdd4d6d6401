package dev.offstage.internal;

import dev.offstage.PoolSettings;
import dev.offstage.Settings;
import dev.offstage.TaskListener;
import dev.offstage.internal.context.Carriers;
import dev.offstage.internal.context.TaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that lives as long as one application: its settings, pools, listeners and timer. Made
 * at the start and drained at the stop.
 */
public final class OffstageRuntime {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration TIMER_GRACE = Duration.ofMillis(500);

  /** How a pool gets its workers; tests have other ones. */
  @FunctionalInterface
  public interface WorkersFactory {
    /** Makes the workers of one pool. */
    Workers create(String pool, PoolSettings settings);
  }

  private static volatile @Nullable OffstageRuntime current;

  private final String app;
  private final Settings settings;
  private final @Nullable ClassLoader loader;
  private final WorkersFactory workersFactory;
  private final Listeners listeners = new Listeners();
  private final Carriers carriers = Carriers.find();
  private final Clock clock = new Clock(this::timer);
  private final Map<String, OffstagePool> pools = new LinkedHashMap<>();
  private final Set<OffstagePool> ownPools = ConcurrentHashMap.newKeySet();
  private final Set<String> unknownPools = ConcurrentHashMap.newKeySet();
  private final OffstagePool defaultPool;
  private final PoolThreads timerThreads;
  private @Nullable ScheduledThreadPoolExecutor timer;
  private boolean drained;
  private volatile boolean givenUp;
  private int users = 1;

  private OffstageRuntime(
      String app,
      Settings settings,
      @Nullable ClassLoader loader,
      @Nullable WorkersFactory workersFactory) {
    this.app = app;
    this.settings = settings;
    this.loader = loader;
    this.timerThreads = PoolThreads.platform("offstage-" + app + "-timer", loader);
    this.workersFactory = workersFactory == null ? this::threads : workersFactory;
    this.defaultPool = newPool(PoolNames.DEFAULT, settings.defaultPool(), true);
    pools.put(PoolNames.DEFAULT, defaultPool);
    settings.pools().forEach((name, pool) -> pools.put(name, newPool(name, pool, true)));
  }

  /**
   * Makes a runtime; threads start with the first tasks.
   *
   * @param app the application's name in thread names and messages
   * @param loader what the application's classes are loaded by
   * @throws IllegalStateException if a pool cannot have the threads that its settings ask for
   */
  public static OffstageRuntime start(String app, Settings settings, @Nullable ClassLoader loader) {
    settings.warnings().forEach(Log::warn);
    WorkersFactory inline = (pool, its) -> new InlineWorkers();
    return new OffstageRuntime(app, settings, loader, settings.enabled() ? null : inline);
  }

  /**
   * The runtime of this copy of the library; in a program that is no webapp the first call starts
   * it.
   */
  public static OffstageRuntime current() {
    OffstageRuntime known = current;
    return known != null ? known : startAlone();
  }

  /** Makes this the current runtime; the one before is returned and left as it is. */
  public @Nullable OffstageRuntime makeCurrent() {
    synchronized (OffstageRuntime.class) {
      OffstageRuntime previous = current;
      current = this;
      return previous;
    }
  }

  /** Undoes {@link #makeCurrent}. */
  public static void restore(@Nullable OffstageRuntime previous) {
    synchronized (OffstageRuntime.class) {
      current = previous;
    }
  }

  /**
   * The running runtime for one more webapp, where several share this copy of the library; null
   * when there is none and the caller is to start it.
   */
  public static @Nullable OffstageRuntime shareRunning() {
    synchronized (OffstageRuntime.class) {
      OffstageRuntime running = current;
      if (running == null || running.isDrained()) {
        return null;
      }
      running.users++;
      return running;
    }
  }

  /** One webapp less; the last one drains. */
  public void release() {
    synchronized (OffstageRuntime.class) {
      if (--users > 0) {
        return;
      }
    }
    drain();
  }

  private static OffstageRuntime startAlone() {
    synchronized (OffstageRuntime.class) {
      OffstageRuntime known = current;
      if (known != null) {
        return known;
      }
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      OffstageRuntime made = start("main", Settings.load(), loader);
      if (OffstageRuntime.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
        Runtime.getRuntime().addShutdownHook(new Thread(made::drain, "offstage-main-drain"));
      } else {
        // A shutdown hook would keep the webapp's class loader after an undeploy.
        Log.warn(
            "offstage: used in a webapp that has not started it, so nothing will drain its pools; let"
                + " the container run its ServletContainerInitializer or add the OffstageFilter to"
                + " web.xml");
      }
      current = made;
      return made;
    }
  }

  private synchronized boolean isDrained() {
    return drained;
  }

  /** A runtime for tests, whose pools have other workers. */
  public static OffstageRuntime forTest(Settings settings, WorkersFactory workers) {
    return new OffstageRuntime(
        "test", settings, Thread.currentThread().getContextClassLoader(), workers);
  }

  private Workers threads(String pool, PoolSettings its) {
    String prefix = "offstage-" + app + "-" + pool;
    try {
      switch (its.threads()) {
        case "platform":
          return new ThreadWorkers(its.size(), its.queue(), PoolThreads.platform(prefix, loader));
        case "virtual":
          return new ThreadWorkers(its.size(), its.queue(), PoolThreads.virtual(prefix));
        default:
          return new ExecutorWorkers(
              ApplicationServer.executor(its.threads()), its.size(), its.queue());
      }
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          settings.keyOf(pool, "threads") + " = '" + its.threads() + "': " + e.getMessage(), e);
    }
  }

  private OffstagePool newPool(String name, PoolSettings its, boolean ofWebapp) {
    return new OffstagePool(this, name, its, ofWebapp, workersFactory.create(name, its));
  }

  /** Makes a pool that the application ends itself, or that is drained with it. */
  public OffstagePool openPool(String name, PoolSettings its) {
    OffstagePool pool = newPool(name, its, false);
    synchronized (this) {
      if (drained) {
        pool.stopAccepting();
      }
      // Closed ones that nobody joined.
      ownPools.removeIf(OffstagePool::hasEnded);
      ownPools.add(pool);
    }
    return pool;
  }

  void forget(OffstagePool pool) {
    ownPools.remove(pool);
  }

  public Settings settings() {
    return settings;
  }

  public OffstagePool defaultPool() {
    return defaultPool;
  }

  /**
   * The pool of that name in the settings.
   *
   * @throws IllegalArgumentException if there is none
   */
  public OffstagePool pool(String name) {
    OffstagePool pool = pools.get(name);
    if (pool == null) {
      throw new IllegalArgumentException(
          "There is no pool '"
              + name
              + "'; there are "
              + pools.keySet()
              + Names.didYouMean(name, pools.keySet())
              + ". A setting such as "
              + settings.keyOf(name, "size")
              + " makes it.");
    }
    return pool;
  }

  /** The names that {@link #pool} knows. */
  public Set<String> poolNames() {
    return Collections.unmodifiableSet(pools.keySet());
  }

  /** As {@link #pool}, but a name that does not exist is a warning, once, and the default pool. */
  public OffstagePool poolOrDefault(String name) {
    OffstagePool pool = pools.get(name);
    if (pool != null) {
      return pool;
    }
    if (unknownPools.add(name)) {
      try {
        return pool(name);
      } catch (IllegalArgumentException e) {
        Log.warn("offstage: a redirected method uses the default pool: " + e.getMessage());
      }
    }
    return defaultPool;
  }

  /** Adds a listener; the returned function takes it away again. */
  public Runnable addListener(TaskListener listener) {
    return listeners.add(listener);
  }

  Listeners listeners() {
    return listeners;
  }

  Clock clock() {
    return clock;
  }

  TaskContext captureContext() {
    return carriers.capture();
  }

  /** For what happens later or again and again; its thread is there only while it is needed. */
  public synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      timer = new ScheduledThreadPoolExecutor(1, timerThreads);
      timer.setKeepAliveTime(10, TimeUnit.SECONDS);
      timer.allowCoreThreadTimeOut(true);
      timer.setRemoveOnCancelPolicy(true);
      if (drained) {
        timer.shutdown();
      }
    }
    return timer;
  }

  /**
   * Takes no more tasks, finishes what was accepted within {@code offstage.drain}, then cancels and
   * interrupts the rest and names it in the log. Does nothing the second time.
   */
  public void drain() {
    List<OffstagePool> all;
    synchronized (this) {
      if (drained) {
        return;
      }
      drained = true;
      all = new ArrayList<>(pools.values());
      all.addAll(ownPools);
    }
    long deadline = System.nanoTime() + settings.drain().toNanos();
    all.forEach(OffstagePool::stopAccepting);
    boolean ended = false;
    boolean interrupted = false;
    try {
      ended = awaitEnd(all, deadline);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    stopTimer();
    try {
      if (!ended) {
        giveUp(all);
      }
      timerThreads.join(TIMER_GRACE.toNanos());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean awaitEnd(List<OffstagePool> pools, long deadline)
      throws InterruptedException {
    boolean ended = true;
    for (OffstagePool pool : pools) {
      ended &= pool.awaitEndUntil(deadline);
    }
    return ended;
  }

  private void giveUp(List<OffstagePool> all) throws InterruptedException {
    givenUp = true;
    List<PoolTask<?>> lost = new ArrayList<>();
    all.forEach(pool -> lost.addAll(pool.cancelAll()));
    logLost(lost);
    if (awaitEnd(all, System.nanoTime() + GRACE.toNanos())) {
      return;
    }
    List<PoolTask<?>> running = new ArrayList<>();
    all.forEach(pool -> running.addAll(pool.runningTasks()));
    TaskNames.lines(running)
        .forEach(
            names ->
                Log.warn(
                    "offstage: '"
                        + app
                        + "' stops while work goes on that ignores its interrupt: "
                        + names));
  }

  /** Those that were cancelled after {@link #giveUp} had collected the others. */
  void lostLate(List<PoolTask<?>> tasks) {
    if (givenUp) {
      logLost(tasks);
    }
  }

  private void logLost(List<PoolTask<?>> lost) {
    String start =
        "offstage: '"
            + app
            + "' stops and loses "
            + lost.size()
            + (lost.size() == 1
                ? " task that had not ended after "
                : " tasks that had not ended after ")
            + Durations.format(settings.drain())
            + " (setting offstage.drain): ";
    for (String names : TaskNames.lines(lost)) {
      Log.warn(start + names);
      start = "offstage: '" + app + "' loses, too: ";
    }
  }

  private synchronized void stopTimer() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** The start-up summary, without the version. */
  public String describe() {
    return "'" + app + "': " + settings;
  }
}
