package dev.offstage.internal.pool;

import dev.offstage.Prepared;
import dev.offstage.Task;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The first gate of a task that somebody starts by hand. Thread-safe. */
final class PreparedTask<T extends @Nullable Object> implements Prepared<T>, Gate {
  private final PoolTask<T> task;
  private final AtomicBoolean decided = new AtomicBoolean();

  PreparedTask(PoolTask<T> task) {
    this.task = task;
  }

  /** One that somebody else has handed over: nothing is to be decided any more. */
  static <T extends @Nullable Object> PreparedTask<T> started(PoolTask<T> known) {
    PreparedTask<T> prepared = new PreparedTask<>(known);
    prepared.decided.set(true);
    return prepared;
  }

  @Override
  public boolean pass(PoolTask<?> whose) {
    // It may have been started while another gate kept it.
    return decided.get();
  }

  @Override
  public Task<T> task() {
    return task;
  }

  @Override
  public Task<T> start() {
    if (decided.compareAndSet(false, true)) {
      task.passed(this);
    }
    return task;
  }

  @Override
  public boolean cancel() {
    return decided.compareAndSet(false, true) && task.cancel();
  }
}
