package dev.offstage.internal.gate;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.Clock;
import dev.offstage.testing.Soak;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In whatever order threads take their steps, a limit lets in neither too many nor too few. */
class LimitLincheckIT {
  private static final int THREADS = 2;
  private static final int ROOM = 2;
  private static final int BURST = 2;
  private static final long INTERVAL = 100;

  /** Moved by the test; a limit never has more than one alarm. */
  private static final class OneAlarm extends Clock {
    private final AtomicLong now = new AtomicLong(1);
    private final AtomicReference<@Nullable Runnable> alarm = new AtomicReference<>();
    private volatile long due;

    OneAlarm() {
      super(
          () -> {
            throw new IllegalStateException("nothing ticks");
          });
    }

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public Future<?> after(Duration wait, Runnable action) {
      due = now.get() + wait.toNanos();
      if (!alarm.compareAndSet(null, action)) {
        throw new AssertionError("two alarms");
      }
      return CompletableFuture.completedFuture(null);
    }

    void advance(long nanos) {
      long end = now.get() + nanos;
      while (alarm.get() != null && due <= end) {
        now.set(Math.max(now.get(), due));
        Runnable action = alarm.getAndSet(null);
        if (action != null) {
          action.run();
        }
      }
      now.set(end);
    }
  }

  /** A limit of "2 at once" and a rate of one in 100 ns, burst 2. */
  public static class Limited {
    private final OneAlarm clock = new OneAlarm();
    private final Limit limit = new Limit(clock, new Turnstile(ROOM, new Rate(INTERVAL, BURST)));
    private final Visitors visitors = new Visitors(ROOM, THREADS);

    @Operation
    public boolean come(@Param(gen = ThreadIdGen.class) int thread) {
      return visitors.come(thread, limit);
    }

    @Operation
    public boolean leave(@Param(gen = ThreadIdGen.class) int thread) {
      return visitors.leave(thread);
    }

    /** False if too many have been let in by then. */
    @Operation(nonParallelGroup = "clock")
    public boolean advance() {
      long most = BURST + clock.nanos() / INTERVAL;
      boolean tooMany = visitors.letIn.get() > most;
      clock.advance(INTERVAL);
      return !tooMany;
    }

    @Validate
    public void nobodyIsForgotten() {
      check();
      visitors.leaveAll(this::check);
    }

    /** After a long time, as many are inside as there is room for. */
    private void check() {
      clock.advance(10 * INTERVAL);
      int expected = Math.min(ROOM, visitors.present());
      if (visitors.inside.get() != expected) {
        throw new AssertionError(visitors.inside + " inside of " + visitors.present());
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void neither_the_number_at_once_nor_the_rate_is_ever_broken() {
    new ModelCheckingOptions()
        .threads(THREADS)
        .actorsPerThread(3)
        .iterations(Soak.count(3, 300))
        .invocationsPerIteration(60)
        // A recursion on purpose, which would be taken for an endless one.
        .addGuarantee(forClasses(StackRoom.class.getName()).allMethods().ignore())
        .check(Limited.class);
  }
}
