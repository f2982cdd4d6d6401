package dev.offstage.internal;

import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time for tasks. Asking the system costs as much as a whole hand-over, so there is a coarse time,
 * too: while work is handed over, the runtime's timer refreshes it every 10 ms, and stops a second
 * after the last use.
 */
public class Clock {
  private static final long TICK_MILLIS = 10;
  private static final int IDLE_TICKS = 100;
  private static final long ASLEEP = 0;

  private final Instant startedAt = Instant.now();
  private final long startNanos = System.nanoTime();
  private final Supplier<ScheduledExecutorService> timer;
  private final AtomicBoolean ticking = new AtomicBoolean();
  private volatile long tick = ASLEEP;
  // Written without a fence: losing a write only lets the ticking stop a little earlier.
  private boolean used;
  private int idleTicks;
  private volatile @Nullable ScheduledFuture<?> schedule;

  /** A clock that ticks on the given timer, which is asked for at the first use. */
  public Clock(Supplier<ScheduledExecutorService> timer) {
    this.timer = timer;
  }

  /** Exact nanoseconds since this clock was made, never 0. */
  long nanos() {
    return Math.max(1, System.nanoTime() - startNanos);
  }

  /** At most about 10 ms behind {@link #nanos()}, and far cheaper. */
  long coarseNanos() {
    long now = tick;
    if (now == ASLEEP) {
      return wake();
    }
    if (!used) {
      used = true;
    }
    return now;
  }

  Instant instant(long nanos) {
    return startedAt.plusNanos(nanos);
  }

  private long wake() {
    long now = nanos();
    if (ticking.compareAndSet(false, true)) {
      idleTicks = 0;
      used = true;
      try {
        schedule =
            timer
                .get()
                .scheduleWithFixedDelay(
                    this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // The runtime is stopping: from here on every time is exact.
      }
    }
    return now;
  }

  private void tick() {
    idleTicks = used ? 0 : idleTicks + 1;
    used = false;
    if (idleTicks < IDLE_TICKS) {
      tick = nanos();
      return;
    }
    tick = ASLEEP;
    ScheduledFuture<?> current = schedule;
    if (current != null) {
      current.cancel(false);
    }
    ticking.set(false);
  }
}
