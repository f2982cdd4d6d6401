package dev.offstage.internal.pool;

import dev.offstage.Recurring;
import dev.offstage.internal.cron.Cron;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands work over when the clock shows what a cron expression says. */
public final class ByCron extends Recurrence {
  /** How long nothing is noticed of a clock that is set, or of a machine that has slept. */
  private static final Duration LOOK = Duration.ofSeconds(60);

  /** As with Debian's cron: past it, a clock that is set back was wrong, and its times with it. */
  private static final Duration SMALL_STEP = Duration.ofHours(3);

  private final Cron cron;
  private final Supplier<ZoneId> zone;
  // The rest is guarded by this.
  private Instant latest = Instant.MIN;
  private Instant due = Instant.MAX;

  private ByCron(
      HandOver pool, Supplier<? extends PoolTask<?>> maker, @Nullable Plan plan, Cron cron) {
    super(pool, maker, plan);
    this.cron = cron;
    this.zone = () -> pool.home.app.settings().zone();
  }

  /**
   * Begins with it.
   *
   * @throws IllegalArgumentException if the expression is none, or never fits
   */
  public static Recurring start(
      HandOver pool,
      Supplier<? extends PoolTask<?>> maker,
      @Nullable Plan plan,
      String expression) {
    Cron cron = Cron.parse(expression);
    ByCron made = new ByCron(pool, maker, plan, cron);
    made.schedule();
    if (made.next() == null) {
      throw new IllegalArgumentException(
          "'" + expression + "' is at no time: there is no such day");
    }
    return made;
  }

  @Override
  void schedule() {
    Instant now = clock.timeOfDay();
    Instant time;
    synchronized (this) {
      // A time comes once, also if the clock is set back a little.
      boolean isPast = latest.isBefore(now) || latest.minus(SMALL_STEP).isAfter(now);
      time = cron.next(isPast ? now : latest, zone.get()).orElse(Instant.MAX);
      due = time;
    }
    if (time.equals(Instant.MAX)) {
      clear();
      return;
    }
    Duration left = Duration.between(now, time);
    set(left.compareTo(LOOK) < 0 ? left : LOOK, time);
  }

  @Override
  void ring() {
    Instant now = clock.timeOfDay();
    boolean isDue;
    synchronized (this) {
      isDue = !now.isBefore(due);
      if (isDue) {
        latest = now;
      }
    }
    if (isDue) {
      boolean unused = fire();
    }
    schedule();
  }
}
