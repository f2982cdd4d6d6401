package dev.offstage.internal.workers;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;

/** Something to queue. */
final class Item implements Queued {
  @Override
  public Queued run(Runner runner) {
    return null;
  }

  @Override
  public void runHere() {}

  @Override
  public PoolTask<?> task() {
    return null;
  }
}
