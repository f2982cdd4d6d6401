package dev.offstage.internal.runtime;

import dev.offstage.PoolSettings;
import dev.offstage.Settings;
import dev.offstage.TaskListener;
import dev.offstage.internal.context.Carriers;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.gate.DelayedPlaces;
import dev.offstage.internal.gate.Limits;
import dev.offstage.internal.pool.Application;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.pool.PoolEnd;
import dev.offstage.internal.pool.WorkersFactory;
import dev.offstage.internal.store.AppStore;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.FailureLog;
import dev.offstage.internal.task.Listeners;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.workers.InlineWorkers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that lives as long as one application: its settings, pools, listeners and timer. Made
 * when it starts and drained when it stops.
 */
public final class OffstageRuntime implements Application {
  private final String app;
  private final Settings settings;
  private final Listeners listeners = new Listeners();
  private final Carriers carriers = Carriers.find();
  private final Clock clock;
  private final FailureLog failures;
  private final Limits limits;
  private final WorkersFactory workers;
  private final DelayedPlaces delayed;
  private final NamedPools pools;
  private final OwnPools ownPools = new OwnPools();
  private final AppTimer timer;
  private final AppStore store;
  // The rest is guarded by this.
  private volatile @Nullable Drain drain;
  private int users = 1;
  private volatile boolean starting;

  private OffstageRuntime(
      String app,
      Settings settings,
      @Nullable ClassLoader loader,
      WorkersFactory workers,
      @Nullable Clock manual,
      AppStore store) {
    Preload.run(settings.enabled());
    this.app = app;
    this.settings = settings;
    this.timer = new AppTimer(app, loader);
    this.clock = manual == null ? new Clock(timer::get, timer::aside, timer::apart) : manual;
    this.failures = new FailureLog(clock);
    this.limits = new Limits(settings.limits(), clock);
    this.workers = workers;
    this.store = store;
    this.delayed = new DelayedPlaces(settings.delayed());
    this.pools = new NamedPools(settings, (name, its) -> newPool(name, its, true, workers));
  }

  /**
   * Makes a runtime; threads start with the first tasks.
   *
   * @param app the application's name in thread names and messages
   * @param loader the loader of the application's classes
   * @param beans where settings may name an executor; null if the application has none
   * @throws IllegalStateException if a pool cannot have the threads that its settings ask for
   */
  public static OffstageRuntime start(
      String app, Settings settings, @Nullable ClassLoader loader, @Nullable ExecutorBeans beans) {
    settings.warnings().forEach(Log::warn);
    WorkersFactory workers =
        settings.enabled()
            ? new ThreadSources(app, settings, loader, beans)
            : (pool, its) -> new InlineWorkers();
    AppStore store =
        AppStore.open(
            app, settings, loader, beans == null ? Collections::emptyList : beans::contexts);
    return new OffstageRuntime(app, settings, loader, workers, null, store);
  }

  /** One for tests: other workers, a time of the test's, a store for durable tasks. */
  public static OffstageRuntime forTest(
      Settings settings, WorkersFactory workers, @Nullable Clock clock, @Nullable TaskStore store) {
    return new OffstageRuntime(
        "test",
        settings,
        Thread.currentThread().getContextClassLoader(),
        workers,
        clock,
        AppStore.of(store));
  }

  /** Counts one more webapp; false if the last one has already gone. */
  synchronized boolean addUser() {
    if (users == 0 || drain != null) {
      return false;
    }
    users++;
    return true;
  }

  /** Counts one webapp less; true for the last one. */
  synchronized boolean removeUser() {
    return --users <= 0;
  }

  /**
   * Says that the application has only begun to start, and may yet fail without a word to anybody:
   * until {@link #hasStarted()}, no thread waits long for work, since it would keep the application
   * in memory.
   */
  public void begins() {
    starting = true;
  }

  /** The application has started: now its logging library is set up, too. */
  public void hasStarted() {
    if (starting) {
      starting = false;
      WebappLog.open(app, settings.log());
    }
    takeStored(pool -> true);
  }

  /** Begins to run the durable tasks of these pools, by their names, unless it has begun. */
  void takeStored(Predicate<String> wanted) {
    store.begin(pools.stored(wanted));
  }

  @Override
  public AppStore store() {
    return store;
  }

  @Override
  public boolean isStarting() {
    return starting;
  }

  /** Whether it has a webapp, and has not begun to drain. */
  public synchronized boolean isRunning() {
    return users > 0 && drain == null;
  }

  private OffstagePool newPool(
      String name, PoolSettings its, boolean ofWebapp, WorkersFactory factory) {
    return new OffstagePool(this, name, its, ofWebapp, factory);
  }

  /**
   * Makes a pool that the application ends itself; otherwise it is drained with the application.
   *
   * @param executor gives its threads; null if that is in its settings
   * @param threadStart run by each thread before its first task; null for nothing
   */
  public OffstagePool openPool(
      String name, PoolSettings its, @Nullable Executor executor, @Nullable Runnable threadStart) {
    WorkersFactory own = ThreadSources.with(workers, executor, threadStart);
    OffstagePool pool = newPool(name, its, false, own);
    synchronized (this) {
      if (drain != null) {
        pool.end().stopAccepting();
      }
      ownPools.add(pool);
    }
    return pool;
  }

  @Override
  public void forget(OffstagePool pool) {
    ownPools.forget(pool);
  }

  @Override
  public Settings settings() {
    return settings;
  }

  public OffstagePool defaultPool() {
    return pools.ofDefault();
  }

  /**
   * The pool of that name in the settings.
   *
   * @throws IllegalArgumentException if there is none
   */
  public OffstagePool pool(String name) {
    return pools.get(name);
  }

  /** The names that {@link #pool} knows. */
  public Set<String> poolNames() {
    return pools.names();
  }

  /** As {@link #pool}, but an unknown name gives the default pool, with a warning once. */
  public OffstagePool poolOrDefault(String name) {
    return pools.getOrDefault(name);
  }

  /** Adds a listener; the returned function removes it again. */
  public Runnable addListener(TaskListener listener) {
    return listeners.add(listener);
  }

  @Override
  public Listeners listeners() {
    return listeners;
  }

  @Override
  public FailureLog failures() {
    return failures;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public DelayedPlaces delayed() {
    return delayed;
  }

  @Override
  public TaskContext captureContext(boolean inStream) {
    return carriers.capture(inStream);
  }

  private synchronized List<PoolEnd> ends() {
    List<PoolEnd> all = new ArrayList<>();
    pools.all().forEach(pool -> all.add(pool.end()));
    ownPools.addEnds(all);
    return all;
  }

  /** What has been accepted and has not ended. */
  public List<PoolTask<?>> accepted() {
    List<PoolTask<?>> tasks = new ArrayList<>();
    ends().forEach(pool -> tasks.addAll(pool.accepted()));
    return tasks;
  }

  /**
   * Stops accepting tasks, gives those already accepted {@code offstage.drain} to finish, then
   * cancels and interrupts the rest and names them in the log. Does nothing the second time.
   */
  public void drain() {
    Drain draining;
    synchronized (this) {
      if (drain != null) {
        return;
      }
      draining = new Drain(app, settings.drain(), ends(), listeners, store);
      drain = draining;
    }
    draining.run(timer, failures);
  }

  @Override
  public void lostLate(PoolTask<?> task) {
    Drain draining = drain;
    if (draining != null) {
      draining.lostLate(task);
    }
  }

  @Override
  public Limits limits() {
    return limits;
  }

  /** The name of the application, for messages. */
  public String app() {
    return app;
  }

  /** The start-up summary, without the version. */
  public String describe() {
    return "'" + app + "': " + settings;
  }
}
