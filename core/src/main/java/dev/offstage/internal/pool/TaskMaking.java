package dev.offstage.internal.pool;

import dev.offstage.Work;
import dev.offstage.internal.context.Traces;
import dev.offstage.internal.request.Captured;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.VoidTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes tasks of one pool. Thread-safe. */
abstract class TaskMaking {
  final PoolHome home;

  TaskMaking(PoolHome home) {
    this.home = home;
  }

  /**
   * A task for a {@link Work}, named after where it is handed over unless it gets a name.
   *
   * @throws IllegalArgumentException if the work has a request with it; see {@link Captured}
   */
  public PoolTask<@Nullable Void> task(Work work, @Nullable String name) {
    return taskOf(work, checked(work, name));
  }

  /** The same for a {@link Callable}. */
  public <T extends @Nullable Object> PoolTask<T> task(Callable<T> work, @Nullable String name) {
    return taskOf(work, checked(work, name));
  }

  /** The same for work that wraps what the user wrote, which gives the task its origin. */
  public <T extends @Nullable Object> PoolTask<T> task(
      Callable<T> work, Object written, @Nullable String name) {
    return taskOf(work, checked(written, name));
  }

  /** The same for work that wraps what the user wrote, which gives the task its origin. */
  public PoolTask<@Nullable Void> task(Work work, Object written, @Nullable String name) {
    return taskOf(work, checked(written, name));
  }

  private Origin checked(Object written, @Nullable String name) {
    Origin origin = name == null ? Origin.of(written) : Origin.of(written).renamed(name);
    checkCaptured(written, origin);
    return origin;
  }

  /**
   * Looks for a request in what becomes a task, unless that runs while the request lives.
   *
   * @throws IllegalArgumentException if there is one; see {@link Captured}
   */
  public void checkCaptured(Object written, Origin origin) {
    if (!home.workers.areInline()) {
      Captured.check(written, origin);
    }
  }

  /** One whose origin is known. */
  public PoolTask<@Nullable Void> taskOf(Work work, Origin origin) {
    return new VoidTask(home, Traces.follow(work), origin, home.captureContext());
  }

  /** The same with a result. */
  public <T extends @Nullable Object> PoolTask<T> taskOf(Callable<T> work, Origin origin) {
    return new PoolTask<>(home, Traces.follow(work), origin, home.captureContext());
  }
}
