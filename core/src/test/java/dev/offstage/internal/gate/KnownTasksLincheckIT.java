package dev.offstage.internal.gate;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.offstage.WhenKnown;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In whatever order threads take their steps, a task with a key is joined while it lives. */
class KnownTasksLincheckIT {
  private static final int THREADS = 2;

  /** The real map, with one key. */
  public static class Real {
    private final KnownTasks known = new KnownTasks();
    private final GateTasks tasks = new GateTasks();
    private final @Nullable PoolTask<?>[] own = new PoolTask<?>[THREADS + 2];
    private final int[] numbers = new int[THREADS + 2];

    private PoolTask<?> next(int thread) {
      PoolTask<?> task = tasks.task(thread + "." + numbers[thread]++);
      own[thread] = task;
      return task;
    }

    @Operation
    public String join(@Param(gen = ThreadIdGen.class) int thread) {
      PoolTask<?> task = next(thread);
      PoolTask<?> in = known.enter("key", WhenKnown.JOIN, task);
      return in == null ? task.name() : in.name();
    }

    @Operation
    public void replace(@Param(gen = ThreadIdGen.class) int thread) {
      known.enter("key", WhenKnown.REPLACE, next(thread));
    }

    @Operation
    public void endOwn(@Param(gen = ThreadIdGen.class) int thread) {
      PoolTask<?> task = own[thread];
      if (task != null) {
        task.cancel(true);
      }
    }

    @Operation
    public @Nullable String find() {
      PoolTask<?> in = known.find("key");
      return in == null ? null : in.name();
    }
  }

  /** The same of one thread. */
  public static class Plain {
    private @Nullable String live;
    private final int[] numbers = new int[THREADS + 2];

    public String join(int thread) {
      String name = thread + "." + numbers[thread]++;
      live = live == null ? name : live;
      return live;
    }

    public void replace(int thread) {
      live = thread + "." + numbers[thread]++;
    }

    public void endOwn(int thread) {
      String own = thread + "." + (numbers[thread] - 1);
      live = own.equals(live) ? null : live;
    }

    public @Nullable String find() {
      return live;
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_key_is_that_of_one_task_that_has_not_ended() {
    new ModelCheckingOptions()
        .threads(THREADS)
        .actorsPerThread(3)
        .iterations(Soak.count(4, 300))
        .invocationsPerIteration(100)
        // A recursion on purpose, which would be taken for an endless one.
        .addGuarantee(forClasses(StackRoom.class.getName()).allMethods().ignore())
        .sequentialSpecification(Plain.class)
        .check(Real.class);
  }
}
