package dev.offstage;

import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.PoolTask;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Describes a task before it is handed over. Not thread-safe; each {@link #start()} hands the work
 * over once more.
 *
 * @param <T> what the work returns
 */
public final class TaskBuilder<T extends @Nullable Object> {
  private static final int MAX_NAME = 200;

  /** Makes the task in the pool that it finally goes to. */
  private interface Maker<T extends @Nullable Object> {
    PoolTask<T> make(HandOver pool, @Nullable String name);
  }

  private final Maker<T> maker;
  private OffstagePool pool;
  private @Nullable String name;
  private Start when = Start.NOW;
  private boolean interrupt = true;

  private TaskBuilder(Pool pool, Maker<T> maker) {
    this.pool = (OffstagePool) pool;
    this.maker = maker;
  }

  static TaskBuilder<@Nullable Void> of(Pool pool, Work work) {
    Objects.requireNonNull(work, "work");
    return new TaskBuilder<>(pool, (target, name) -> target.task(work, name));
  }

  static <T extends @Nullable Object> TaskBuilder<T> of(Pool pool, Callable<T> work) {
    Objects.requireNonNull(work, "work");
    return new TaskBuilder<>(pool, (target, name) -> target.task(work, name));
  }

  /**
   * The task's name in logs and the console.
   *
   * @param value 1 to 200 characters
   */
  public TaskBuilder<T> name(String value) {
    if (value.isEmpty() || value.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "name has " + value.length() + " characters; allowed: 1 to " + MAX_NAME);
    }
    this.name = value;
    return this;
  }

  /**
   * The pool that runs the task, by its name in the settings.
   *
   * @throws IllegalArgumentException if there is none; the message names those that exist
   */
  public TaskBuilder<T> pool(String poolName) {
    this.pool = Offstage.runtime().pool(poolName);
    return this;
  }

  /** The pool that runs the task. */
  public TaskBuilder<T> pool(Pool target) {
    this.pool = (OffstagePool) Objects.requireNonNull(target, "target");
    return this;
  }

  /** Starts the work when the current request's response is complete; see {@link Start}. */
  public TaskBuilder<T> afterResponse() {
    this.when = Start.AFTER_RESPONSE;
    return this;
  }

  /**
   * Whether the work may be interrupted when the task is cancelled, also by a drain; its pool's
   * setting can forbid it as well. With {@code false} it goes on to its end, and nobody gets its
   * result.
   */
  public TaskBuilder<T> interrupt(boolean may) {
    this.interrupt = may;
    return this;
  }

  /**
   * Hands the work over. It takes a place in the pool now, even if the work starts later.
   *
   * @throws IllegalArgumentException if the work holds a request; see {@link Offstage}
   * @throws PoolFullException if there is no room and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   */
  public Task<T> start() {
    HandOver target = pool.handOver();
    PoolTask<T> task = maker.make(target, name);
    if (!interrupt) {
      task.neverInterrupt();
    }
    return target.start(task, Plan.of(when));
  }
}
