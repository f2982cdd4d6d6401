package dev.offstage.internal.workers;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.StubHome;
import dev.offstage.internal.workers.IdleThreads.Sleeper;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No task waits while a thread sleeps, none is lost, and a closed pool takes none. */
class HandOverLincheckIT {
  /** The threads of the pool are those of the test, which do the steps of a {@link Worker}. */
  public static class Steps {
    private final ThreadWorkers workers =
        new ThreadWorkers(
            new StubHome(), 0, 3, PoolThreads.platform("never started", null), () -> {});
    private final @Nullable Sleeper[] asleep = new Sleeper[5];
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean closed;

    /** False for a task that got into a closed pool. */
    @Operation
    public boolean offer(@Param(gen = ThreadIdGen.class) int thread) {
      boolean tooLate = closed;
      Entry entry = workers.offer(new Item(thread, 0));
      if (entry == Entry.TAKEN) {
        accepted.incrementAndGet();
      }
      return !tooLate || entry == Entry.CLOSED;
    }

    @Operation
    public void fallAsleep(@Param(gen = ThreadIdGen.class) int thread) {
      if (asleep[thread] != null) {
        return;
      }
      Sleeper self = workers.idle.add();
      if (workers.maySleep()) {
        asleep[thread] = self;
      } else {
        getUp(self);
      }
    }

    /** As after its time; or it was woken. */
    @Operation
    public void getUp(@Param(gen = ThreadIdGen.class) int thread) {
      Sleeper self = asleep[thread];
      if (self != null) {
        asleep[thread] = null;
        getUp(self);
      }
    }

    private void getUp(Sleeper self) {
      Object mail = self.wakeUp();
      workers.look();
      take(IdleThreads.taskIn(mail));
      take(workers.poll());
    }

    private void take(@Nullable Queued task) {
      if (task != null) {
        taken.incrementAndGet();
      }
    }

    /** As a thread that has just started another one. */
    @Operation
    public void look() {
      workers.look();
    }

    @Operation
    public void close() {
      workers.close();
      closed = true;
    }

    @Validate
    public void nobodySleepsWhileSomethingWaits() {
      for (Sleeper self : asleep) {
        if (self != null && self.get() == null && (workers.queued() > 0 || closed)) {
          throw new AssertionError("a thread sleeps, " + workers.queued() + " tasks wait");
        }
      }
      for (int thread = 0; thread < asleep.length; thread++) {
        getUp(thread);
      }
      while (workers.queued() > 0) {
        take(workers.poll());
      }
      if (accepted.get() != taken.get()) {
        throw new AssertionError(accepted + " accepted, " + taken + " taken");
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void no_wake_up_is_lost() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(3)
        .iterations(Soak.count(12, 500))
        .invocationsPerIteration(1_000)
        // A recursion on purpose, which would be taken for an endless one.
        .addGuarantee(forClasses(StackRoom.class.getName()).allMethods().ignore())
        .check(Steps.class);
  }
}
