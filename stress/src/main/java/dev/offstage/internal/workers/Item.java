package dev.offstage.internal.workers;

import dev.offstage.Priority;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import org.jspecify.annotations.Nullable;

/** Something to queue. */
final class Item implements Queued {
  @Override
  public @Nullable Queued run(Runner runner) {
    return null;
  }

  @Override
  public void runHere() {}

  @Override
  public @Nullable PoolTask<?> task() {
    return null;
  }

  @Override
  public Priority priority() {
    return Priority.NORMAL;
  }

  @Override
  public long turn() {
    return 0;
  }
}
