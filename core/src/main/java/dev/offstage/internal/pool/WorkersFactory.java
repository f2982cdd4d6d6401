package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.internal.task.TaskHome;
import dev.offstage.internal.workers.Workers;

/** How a pool gets its workers; tests have other ones. */
@FunctionalInterface
public interface WorkersFactory {
  /** Makes the workers of one pool. */
  Workers create(TaskHome pool, PoolSettings settings);
}
