package dev.offstage;

import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.store.MethodReferences;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a {@link TaskBuilder} knows of a task itself; not when and how it runs. Not thread-safe. */
final class TaskDraft<T extends @Nullable Object> {
  /** Makes the task in the pool that it finally goes to. */
  private interface Maker<T extends @Nullable Object> {
    PoolTask<T> make(HandOver pool, @Nullable String name, @Nullable Callable<?> onBean);
  }

  private final Maker<T> maker;
  private final Object written;
  @Nullable String name;
  boolean interrupt = true;
  boolean durable;
  private @Nullable Callable<?> onBean;

  private TaskDraft(Object written, Maker<T> maker) {
    this.written = written;
    this.maker = maker;
  }

  static TaskDraft<@Nullable Void> of(Work work) {
    Objects.requireNonNull(work, "work");
    return new TaskDraft<>(
        work,
        (pool, name, onBean) ->
            onBean == null ? pool.task(work, name) : pool.task((Work) onBean::call, work, name));
  }

  @SuppressWarnings("unchecked") // it calls the same method
  static <T extends @Nullable Object> TaskDraft<T> of(Callable<T> work) {
    Objects.requireNonNull(work, "work");
    return new TaskDraft<>(
        work,
        (pool, name, onBean) ->
            pool.task(onBean == null ? work : (Callable<T>) onBean, work, name));
  }

  /** What a store writes down of it, and names it by; null for a task that lives here only. */
  @Nullable StoredCall stored(OffstagePool pool) {
    if (!durable) {
      return null;
    }
    pool.checkShared();
    StoredCall call = MethodReferences.callOf(written);
    if (name == null) {
      name = call.name();
    }
    TaskStore store = pool.app().store().orNull();
    onBean = store == null ? null : store.onBean(call);
    return call;
  }

  /** The task, which is not handed over yet. */
  PoolTask<T> made(HandOver pool) {
    return made(maker.make(pool, name, onBean), interrupt);
  }

  private static <T extends @Nullable Object> PoolTask<T> made(
      PoolTask<T> task, boolean interrupt) {
    if (!interrupt) {
      task.neverInterrupt();
    }
    return task;
  }

  /**
   * Makes one task after the other, as it is described now.
   *
   * @param how the method that says when, for the message
   * @throws IllegalArgumentException if the plan says when, too, or the work holds a request
   */
  Supplier<PoolTask<T>> again(HandOver pool, Plan.Draft plan, String how) {
    if (durable && name == null) {
      throw new IllegalArgumentException(
          how
              + " needs a name if the task is durable, by which all servers know it, such as"
              + " name(\"digest\")");
    }
    if (plan.start != Start.NOW || plan.delay != null || plan.at != null) {
      throw new IllegalArgumentException(
          how + " says when the task starts; delay, at, afterResponse and afterCommit cannot");
    }
    String its = made(pool).name();
    boolean may = interrupt;
    return () -> made(maker.make(pool, its, null), may);
  }
}
