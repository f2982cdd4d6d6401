package dev.offstage.benchmarks;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.workers.Workers;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
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
    public Entry offer(Queued task) {
      return Entry.TAKEN;
    }

    @Override
    public Entry await(Supplier<Entry> attempt, long nanos) {
      return Entry.TAKEN;
    }

    @Override
    public Entry reserve() {
      return Entry.TAKEN;
    }

    @Override
    public void reservePastBound() {}

    @Override
    public void giveBack() {}

    @Override
    public boolean enter(PoolTask<?> task) {
      return true;
    }

    @Override
    public boolean remove(Queued task) {
      return false;
    }

    @Override
    public Queued swap(Queued last) {
      return last;
    }

    @Override
    public int queued() {
      return 0;
    }

    @Override
    public void resize(int size, int capacity) {}

    @Override
    public void close() {}

    @Override
    public List<Queued> closeAndEmpty() {
      return List.of();
    }

    @Override
    public boolean awaitEnd(long nanos) {
      return true;
    }
  }
}
