package dev.offstage.internal.gate;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In whatever order threads take their steps, one is in a lane, none is forgotten in it. */
class OrderLanesLincheckIT {
  private static final int THREADS = 2;

  /** One lane. */
  public static class Lane {
    private final OrderLanes lanes = new OrderLanes();
    private final Visitors visitors = new Visitors(1, THREADS);

    @Operation
    public boolean come(@Param(gen = ThreadIdGen.class) int thread) {
      return visitors.come(thread, lanes.gate("anna"));
    }

    @Operation
    public boolean leave(@Param(gen = ThreadIdGen.class) int thread) {
      return visitors.leave(thread);
    }

    @Validate
    public void oneIsInsideWhileAnyIsThere() {
      check();
      visitors.leaveAll(this::check);
      if (lanes.count() != 0) {
        throw new AssertionError(lanes.count() + " lanes are left");
      }
    }

    private void check() {
      int expected = Math.min(1, visitors.present());
      if (visitors.inside.get() != expected) {
        throw new AssertionError(visitors.inside + " inside of " + visitors.present());
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void one_at_a_time_goes_through_a_lane() {
    new ModelCheckingOptions()
        .threads(THREADS)
        .actorsPerThread(3)
        .iterations(Soak.count(3, 300))
        .invocationsPerIteration(60)
        // A recursion on purpose, which would be taken for an endless one.
        .addGuarantee(forClasses(StackRoom.class.getName()).allMethods().ignore())
        .check(Lane.class);
  }
}
