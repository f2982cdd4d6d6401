package dev.offstage.internal.task;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.offstage.Task.Status;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In whatever order threads take their steps, a task starts once and ends once, in one way. */
class TaskStageLincheckIT {
  private static final int THREADS = 3;
  private static final String RESULT = "42";

  private static final class Counting extends PoolTask<String> {
    final AtomicInteger told = new AtomicInteger();

    Counting(TaskHome home) {
      super(home, () -> RESULT, Origin.of(home), home.captureContext());
    }

    @Override
    protected void ended() {
      told.incrementAndGet();
    }
  }

  /** The real one. Running it is two operations, so that others come in between. */
  public static class Real {
    private final StubHome home = new StubHome();
    private final Counting task = new Counting(home);
    private final @Nullable Runner[] runs = new Runner[THREADS + 2];

    @Operation
    public boolean begin(@Param(gen = ThreadIdGen.class) int thread) {
      Runner here = Runner.worker(home);
      here.begin(task);
      boolean begun = task.begin(here);
      if (begun) {
        runs[thread] = here;
      } else {
        here.end(null);
      }
      return begun;
    }

    @Operation
    public @Nullable Status succeed(@Param(gen = ThreadIdGen.class) int thread) {
      return end(thread, here -> task.end(here, StagedTask.SUCCEEDED, RESULT, false));
    }

    @Operation
    public @Nullable Status fail(@Param(gen = ThreadIdGen.class) int thread) {
      return end(thread, here -> task.end(here, StagedTask.FAILED, new Error(), false));
    }

    @Operation
    public @Nullable Status abandon(@Param(gen = ThreadIdGen.class) int thread) {
      return end(thread, here -> task.abandon(here, new Error()));
    }

    private interface End {
      void by(Runner here);
    }

    private @Nullable Status end(int thread, End end) {
      Runner here = runs[thread];
      if (here == null) {
        return null;
      }
      runs[thread] = null;
      end.by(here);
      task.leave(here);
      here.end(null);
      if (Thread.interrupted()) {
        throw new AssertionError("an interrupt is left");
      }
      return task.status();
    }

    @Operation
    public boolean cancel(@Param(gen = BooleanGen.class) boolean interrupt) {
      return task.cancel(interrupt);
    }

    @Operation
    public Status status() {
      Status now = task.status();
      if (now == Status.SUCCEEDED && (task.result() != RESULT || task.finishedAt == 0)) {
        throw new AssertionError("seen as ended, but not how");
      }
      return now;
    }

    @Validate
    public void endsOnceIfAtAll() {
      int ends = 0;
      for (Status how : Status.values()) {
        ends += home.ended(how);
      }
      int wanted = task.isDone() ? 1 : 0;
      if (ends != wanted || task.told.get() != wanted || home.ended(task.status()) != wanted) {
        throw new AssertionError(ends + " ends, told " + task.told + ", " + task.status());
      }
      if (task.isDone() && task.context != null) {
        throw new AssertionError("keeps its context");
      }
    }
  }

  /** What it is for one thread. */
  public static class Plain {
    private Status now = Status.QUEUED;
    private int runsOn = -1;

    public boolean begin(int thread) {
      if (now != Status.QUEUED) {
        return false;
      }
      now = Status.RUNNING;
      runsOn = thread;
      return true;
    }

    public @Nullable Status succeed(int thread) {
      return end(thread, Status.SUCCEEDED);
    }

    public @Nullable Status fail(int thread) {
      return end(thread, Status.FAILED);
    }

    public @Nullable Status abandon(int thread) {
      return end(thread, Status.FAILED);
    }

    private @Nullable Status end(int thread, Status how) {
      if (runsOn != thread) {
        return null;
      }
      runsOn = -1;
      if (now == Status.RUNNING) {
        now = how;
      }
      return now;
    }

    public boolean cancel(boolean interrupt) {
      if (now != Status.QUEUED && now != Status.RUNNING) {
        return false;
      }
      now = Status.CANCELLED;
      return true;
    }

    public Status status() {
      return now;
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void one_start_and_one_end() {
    new ModelCheckingOptions()
        .threads(THREADS)
        .actorsPerThread(3)
        .iterations(Soak.count(15, 500))
        .invocationsPerIteration(500)
        // A recursion on purpose, which would be taken for an endless one.
        .addGuarantee(forClasses(StackRoom.class.getName()).allMethods().ignore())
        .sequentialSpecification(Plain.class)
        .check(Real.class);
  }
}
