package dev.offstage.internal.gate;

import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.Place;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Opens after a time, or when the clock shows it. One for each task. */
public final class TimeGate implements Gate {
  /** How long nothing is noticed of a clock that is set, or of a machine that has slept. */
  private static final Duration LOOK = Duration.ofSeconds(60);

  private final Clock clock;
  private final BooleanSupplier isClosed;
  private final Duration wait;
  private final @Nullable Instant at;

  private TimeGate(Clock clock, BooleanSupplier isClosed, Duration wait, @Nullable Instant at) {
    this.clock = clock;
    this.isClosed = isClosed;
    this.wait = wait;
    this.at = at;
  }

  /**
   * Opens after this time.
   *
   * @param isClosed whether the pool has perhaps no thread for the task any more
   */
  public static TimeGate after(Duration wait, Clock clock, BooleanSupplier isClosed) {
    return new TimeGate(clock, isClosed, wait, null);
  }

  /** Opens at this time of day. */
  public static TimeGate at(Instant time, Clock clock, BooleanSupplier isClosed) {
    return new TimeGate(clock, isClosed, Duration.ZERO, time);
  }

  /** The alarm that is set for one task. */
  private final class Alarm implements Place {
    private final PoolTask<?> task;
    // Guarded by this.
    private @Nullable Future<?> next;
    private boolean left;

    Alarm(PoolTask<?> task) {
      this.task = task;
    }

    synchronized void set(Duration time) {
      if (!left) {
        next = clock.after(time, this::ring);
      }
    }

    private void ring() {
      Duration more = at == null ? Duration.ZERO : untilNextLook(at);
      if (isOver(more)) {
        task.due(null);
        open();
      } else {
        set(more);
      }
    }

    private void open() {
      if (!isClosed.getAsBoolean()) {
        task.passed(TimeGate.this);
        return;
      }
      try {
        clock.apart(() -> task.passed(TimeGate.this));
      } catch (Throwable t) {
        // Every Throwable, such as no memory for a thread, or that the application has ended.
        Log.warn("offstage: no thread is left for '" + task.name() + "'", t);
        task.loseLate();
      }
    }

    @Override
    public synchronized void leave() {
      left = true;
      if (next != null) {
        next.cancel(false);
        next = null;
      }
    }
  }

  @Override
  public boolean pass(PoolTask<?> task) {
    Duration first = at == null ? wait : untilNextLook(at);
    if (isOver(first)) {
      return true;
    }
    task.due(at == null ? clock.now().plus(wait) : at);
    Alarm alarm = new Alarm(task);
    alarm.set(first);
    task.takes(alarm);
    return false;
  }

  private static boolean isOver(Duration left) {
    return left.isZero() || left.isNegative();
  }

  private Duration untilNextLook(Instant time) {
    Duration left = Duration.between(clock.timeOfDay(), time);
    return left.compareTo(LOOK) < 0 ? left : LOOK;
  }
}
