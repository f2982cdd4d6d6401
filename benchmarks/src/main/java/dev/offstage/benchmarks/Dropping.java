package dev.offstage.benchmarks;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.workers.Workers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.CompilerControl;

/** Takes every task and forgets it. A real call, so that the task is really made. */
final class Dropping {
  private Dropping() {}

  /** For everyone but Offstage. */
  static final class DroppingExecutor implements Executor {
    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void execute(Runnable task) {}
  }

  /** For Offstage. */
  static final class DroppingWorkers implements Workers {
    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public boolean offer(PoolTask<?> task) {
      return true;
    }

    @Override
    public boolean offer(PoolTask<?> task, Duration wait) {
      return true;
    }

    @Override
    public boolean remove(PoolTask<?> task) {
      return false;
    }

    @Override
    public int queued() {
      return 0;
    }

    @Override
    public void close() {}

    @Override
    public List<PoolTask<?>> closeAndEmpty() {
      return List.of();
    }

    @Override
    public boolean awaitEnd(long nanos) {
      return true;
    }
  }
}
