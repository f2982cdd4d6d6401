package dev.offstage.internal.gate;

import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.concurrent.Future;

/** Opens after a time. */
public final class TimeGate implements Gate {
  private final Clock clock;
  private final Duration wait;

  public TimeGate(Clock clock, Duration wait) {
    this.clock = clock;
    this.wait = wait;
  }

  @Override
  public boolean pass(PoolTask<?> task) {
    if (wait.isZero()) {
      return true;
    }
    Future<?> alarm = clock.after(wait, () -> task.passed(this));
    task.takes(() -> alarm.cancel(false));
    return false;
  }
}
