package dev.offstage;

import dev.offstage.internal.pool.PoolExecutor;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.text.PoolNames;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Describes a pool that the application makes for itself. Not thread-safe. Starts from the default
 * pool's settings.
 */
public final class PoolBuilder {
  private final String name;
  private PoolSettings settings;
  private @Nullable Runnable threadStart;
  private @Nullable Executor executor;

  PoolBuilder(String name) {
    this.name = PoolNames.check(name);
    // Nobody else has this pool, so whatever is in it runs here.
    this.settings =
        Offstage.runtime().settings().defaultPool().changed(draft -> draft.serves = true);
  }

  /**
   * How many tasks run at once.
   *
   * @param size 1 to 10,000
   */
  public PoolBuilder size(int size) {
    settings = settings.changed(draft -> draft.size = size);
    return this;
  }

  /**
   * The most tasks that can wait.
   *
   * @param capacity 1 to 1,000,000
   */
  public PoolBuilder queue(int capacity) {
    settings = settings.changed(draft -> draft.queue = capacity);
    return this;
  }

  /** What happens to a task that finds neither a thread nor room. */
  public PoolBuilder whenFull(WhenFull policy) {
    settings = settings.changed(draft -> draft.whenFull = policy);
    return this;
  }

  /**
   * How much of the queue one client's waiting tasks may take, so that it cannot crowd out the
   * rest. A client is a user, or else a session, or else an address; tasks from outside a request
   * belong to nobody. For a client that has used up its share the pool is full, but the client is
   * never made to wait for room.
   *
   * @param percent 1 to 100 (no limit); always at least one place
   */
  public PoolBuilder share(int percent) {
    settings = settings.changed(draft -> draft.share = percent);
    return this;
  }

  /**
   * Where the threads come from: {@code platform}, {@code virtual} (JDK 21 or newer), the JNDI name
   * of a ManagedExecutorService, or {@code spring:} and the name of a bean that is an {@link
   * Executor}. With a ManagedExecutorService each task has the server's context of whoever hands it
   * over. For the other kinds see {@link #threads(Executor)}. A bean is looked up for the first
   * task; until there is one, a hand-over throws an IllegalStateException that says why.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public PoolBuilder threads(String kind) {
    String checked = PoolSettings.checkThreads(kind);
    settings = settings.changed(draft -> draft.threads = checked);
    executor = null;
    return this;
  }

  /**
   * Takes the threads from an executor, which stays the caller's: the pool never shuts it down.
   * Size, queue, context and drain are the pool's as ever. If the executor takes no more work, also
   * because it is shut down, the pool counts as full.
   *
   * <p>Those of the JDK and of Spring that take nothing along of whoever calls them lend the pool
   * at most {@link #size} threads. One of any other kind may take something along, as who is logged
   * in, so it is called once for each task, and a task that is queued waits for its turn on a
   * thread of that executor.
   *
   * @throws IllegalArgumentException if it is a view of a pool of Offstage's
   */
  public PoolBuilder threads(Executor executor) {
    if (executor instanceof PoolExecutor) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot have its threads from another pool: hand the work to that one");
    }
    String type = Objects.requireNonNull(executor, "executor").getClass().getName();
    settings = settings.changed(draft -> draft.threads = type);
    this.executor = executor;
    return this;
  }

  /**
   * Whether work that runs is interrupted when it is cancelled, also by a drain. With {@code false}
   * it goes on to its end: for what an interrupt would break for everybody, such as a {@link
   * java.nio.channels.FileChannel} and the databases on it.
   */
  public PoolBuilder interrupt(boolean may) {
    settings = settings.changed(draft -> draft.interrupts = may);
    return this;
  }

  /**
   * Runs on each thread of the pool before its first task, like the {@code initializer} of Python's
   * pools; on the threads of an executor, each time one begins to work for the pool. If it throws,
   * that is logged once and the thread goes on.
   */
  public PoolBuilder threadStart(Runnable first) {
    threadStart = Objects.requireNonNull(first, "first");
    return this;
  }

  /**
   * Makes the pool. Its threads start with the first tasks.
   *
   * @throws IllegalStateException if virtual threads, the JNDI name or beans are not available here
   */
  public Pool build() {
    OffstageRuntime runtime = Offstage.runtime();
    return runtime.openPool(name, settings, executor, threadStart);
  }
}
