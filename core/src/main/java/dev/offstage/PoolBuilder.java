package dev.offstage;

import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.text.PoolNames;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes a pool of one's own. Not thread-safe. Starts from the default pool's settings. */
public final class PoolBuilder {
  private final String name;
  private PoolSettings settings;
  private @Nullable Runnable threadStart;

  PoolBuilder(String name) {
    this.name = PoolNames.check(name);
    this.settings = Offstage.runtime().settings().defaultPool();
  }

  /**
   * How many tasks run at once.
   *
   * @param size 1 to 10,000
   */
  public PoolBuilder size(int size) {
    settings = settings.withSize(size);
    return this;
  }

  /**
   * How many tasks wait at most.
   *
   * @param capacity 1 to 1,000,000
   */
  public PoolBuilder queue(int capacity) {
    settings = settings.withQueue(capacity);
    return this;
  }

  /** What happens to a task that finds neither a thread nor room. */
  public PoolBuilder whenFull(WhenFull policy) {
    settings = settings.withWhenFull(policy);
    return this;
  }

  /**
   * How much of the queue the waiting tasks of one client may take, so that the others find room: a
   * user, or else a session, or else an address; tasks from outside of a request belong to nobody.
   * Past its share a client finds the pool full, but is never made to wait for room.
   *
   * @param percent 1 to 100 (no limit); at least one place
   */
  public PoolBuilder share(int percent) {
    settings = settings.withShare(percent);
    return this;
  }

  /**
   * Where the threads come from: {@code platform}, {@code virtual} (JDK 21 or newer), or the JNDI
   * name of a ManagedExecutorService.
   */
  public PoolBuilder threads(String kind) {
    settings = settings.withThreads(kind);
    return this;
  }

  /**
   * Something that each thread of the pool does before its first task, as the {@code initializer}
   * of Python's pools; on the threads of a ManagedExecutorService each time that one begins to work
   * for the pool. A thread goes on although this threw: that is logged once.
   */
  public PoolBuilder threadStart(Runnable first) {
    threadStart = Objects.requireNonNull(first, "first");
    return this;
  }

  /**
   * Makes the pool. Its threads start with the first tasks.
   *
   * @throws IllegalStateException if virtual threads or the JNDI name are not available here
   */
  public Pool build() {
    OffstageRuntime runtime = Offstage.runtime();
    return runtime.openPool(name, settings, threadStart);
  }
}
