package dev.offstage.internal.pool;

import dev.offstage.Recurring;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands work over so much after the end of the task before. */
public final class Every extends Recurrence {
  private final Duration interval;

  private Every(
      HandOver pool,
      Supplier<? extends PoolTask<?>> maker,
      @Nullable Plan plan,
      Duration interval) {
    super(pool, maker, plan);
    this.interval = interval;
  }

  /** Begins with it: the first time is one interval from now. */
  public static Recurring start(
      HandOver pool,
      Supplier<? extends PoolTask<?>> maker,
      @Nullable Plan plan,
      Duration interval) {
    Schedule.checkInterval(interval);
    Every every = new Every(pool, maker, plan, interval);
    every.schedule();
    return every;
  }

  @Override
  void schedule() {
    set(interval, clock.now().plus(interval));
  }

  @Override
  void ring() {
    clear();
    if (!fire()) {
      schedule();
    }
  }

  @Override
  void started(PoolTask<?> task) {
    clear();
    task.afterEnd(this::schedule);
  }
}
