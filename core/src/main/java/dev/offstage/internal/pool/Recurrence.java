package dev.offstage.internal.pool;

import dev.offstage.Recurring;
import dev.offstage.Task;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the same work over again and again; when that is, the kinds of it decide. What the timer
 * does here takes no time: whether there is room, nobody waits for. Thread-safe.
 */
abstract class Recurrence implements Recurring {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  final Clock clock;
  private final HandOver pool;
  private final Supplier<? extends PoolTask<?>> maker;
  private final @Nullable Plan plan;
  private final String name;
  // The rest is guarded by this.
  private @Nullable PoolTask<?> last;
  private boolean handsOver;
  private long skipped;
  private long sayAgain;
  private @Nullable Future<?> alarm;
  private @Nullable Instant next;
  private boolean paused;
  private boolean cancelled;

  /**
   * @param maker makes one task after the other
   */
  Recurrence(HandOver pool, Supplier<? extends PoolTask<?>> maker, @Nullable Plan plan) {
    this.pool = pool;
    this.clock = pool.home.clock();
    this.maker = maker;
    this.plan = plan;
    PoolTask<?> example = maker.get();
    this.name = example.name();
    if (!pool.home.serves) {
      throw Refusals.elsewhere(example, pool.home.app.settings());
    }
  }

  /** Sets the alarm for the next time, from now on. */
  abstract void schedule();

  /** The alarm rings. */
  abstract void ring();

  /** A task has been handed over. */
  void started(PoolTask<?> task) {}

  /** Rings after this time, at the time of a task or before; not if there are to be no more. */
  final synchronized void set(Duration wait, Instant forTime) {
    clear();
    if (paused || cancelled || pool.home.closed) {
      return;
    }
    next = forTime;
    alarm = clock.after(wait, mayRunHere() ? this::ringApart : this::ringIfOpen);
  }

  /** Whether the hand-over may run the work, for which the timer has no time. */
  private boolean mayRunHere() {
    return pool.home.workers.areInline() || pool.home.workers.mayRunHere();
  }

  final synchronized void clear() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    next = null;
  }

  private void ringApart() {
    try {
      clock.apart(this::ringIfOpen);
    } catch (RejectedExecutionException e) {
      // The application has ended.
      cancel();
    }
  }

  private void ringIfOpen() {
    if (pool.home.closed) {
      cancel();
    } else if (!isStopped()) {
      ring();
    }
  }

  private synchronized boolean isStopped() {
    return paused || cancelled;
  }

  /** Hands the work over unless the task before has not ended; false if the time is skipped. */
  final boolean fire() {
    synchronized (this) {
      if (isBusy()) {
        skipped++;
        return false;
      }
      handsOver = true;
    }
    PoolTask<?> task = null;
    try {
      task = pool.startIfRoom(maker.get(), plan);
    } catch (RuntimeException | Error e) {
      Log.warn("offstage: '" + name + "' is skipped", e);
    } finally {
      handedOver(task);
    }
    if (task != null) {
      started(task);
      return true;
    }
    skip();
    return false;
  }

  private boolean isBusy() {
    return handsOver || (last != null && !last.isDone());
  }

  private synchronized void handedOver(@Nullable PoolTask<?> task) {
    handsOver = false;
    if (task != null) {
      last = task;
    }
    notifyAll();
  }

  private void skip() {
    long now = clock.nanos();
    synchronized (this) {
      skipped++;
      if (now < sayAgain || pool.home.closed) {
        return;
      }
      sayAgain = now + PAUSE_NANOS;
    }
    Log.warn(
        "offstage: '"
            + name
            + "' is skipped, since pool '"
            + pool.home.name()
            + "' has not taken it; skipped so far: "
            + skipped()
            + " (said at most once a minute)");
  }

  @Override
  public Task<?> runNow() {
    synchronized (this) {
      awaitHandOver();
      PoolTask<?> known = last;
      if (known != null && !known.isDone()) {
        return known;
      }
      handsOver = true;
    }
    PoolTask<?> task = null;
    try {
      task = pool.start(maker.get(), plan);
    } finally {
      handedOver(task);
    }
    started(task);
    return task;
  }

  private void awaitHandOver() {
    boolean interrupted = false;
    while (handsOver) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized @Nullable Instant next() {
    return next;
  }

  @Override
  public synchronized @Nullable Task<?> last() {
    return last;
  }

  @Override
  public synchronized long skipped() {
    return skipped;
  }

  @Override
  public synchronized void pause() {
    paused = true;
    clear();
  }

  @Override
  public void resume() {
    synchronized (this) {
      if (!paused) {
        return;
      }
      paused = false;
    }
    schedule();
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    clear();
  }

  @Override
  public String toString() {
    return "Recurring[" + name + ", pool " + pool.home.name() + ", next " + next() + "]";
  }
}
