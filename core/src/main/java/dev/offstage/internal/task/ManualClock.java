package dev.offstage.internal.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualClock extends Clock {
  private static final class Alarm {
    final long due;
    final long number;
    final FutureTask<?> action;

    Alarm(long due, long number, FutureTask<?> action) {
      this.due = due;
      this.number = number;
      this.action = action;
    }
  }

  // Guarded by itself.
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.<Alarm>comparingLong(alarm -> alarm.due)
              .thenComparingLong(alarm -> alarm.number));
  private long count;
  private volatile long now = 1;

  public ManualClock() {
    super(
        () -> {
          throw new IllegalStateException("nothing ticks");
        });
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  long nanosOfWorker() {
    return now;
  }

  @Override
  public long coarseNanos() {
    return now;
  }

  @Override
  public Future<?> after(Duration wait, Runnable action) {
    FutureTask<?> done = new FutureTask<>(action, null);
    synchronized (alarms) {
      alarms.add(new Alarm(now + wait.toNanos(), count++, done));
    }
    return done;
  }

  /** That of the test, too. */
  @Override
  public Instant timeOfDay() {
    return now();
  }

  /** Sets the time of day, as a user or NTP does, or a machine that wakes up; no time passes. */
  public void set(Instant timeOfDay) {
    wall.set(now, timeOfDay);
  }

  /** Lets so much time pass; does what is due meanwhile on this thread, in order. */
  public void advance(Duration time) {
    long end = now + time.toNanos();
    for (Alarm next = poll(end); next != null; next = poll(end)) {
      now = Math.max(now, next.due);
      next.action.run();
    }
    now = end;
  }

  private @Nullable Alarm poll(long end) {
    synchronized (alarms) {
      Alarm next = alarms.peek();
      return next != null && next.due <= end ? alarms.poll() : null;
    }
  }
}
