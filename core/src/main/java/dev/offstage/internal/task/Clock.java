package dev.offstage.internal.task;

import dev.offstage.internal.context.StaysOnThread;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time for tasks. Asking the system costs more than a whole hand-over, so where many tasks are
 * handed over, those of the same 10 ms share a time: the runtime's timer says when it is old, and
 * the next hand-over asks the system again. Few tasks have exact times, and no timer ticks for
 * them.
 */
public class Clock {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int BUSY = 100;
  private static final int IDLE_TICKS = 10;
  private static final long ASK = 0;
  private static final StaysOnThread<@Nullable Boolean> ON_TIMER = new StaysOnThread<>();

  private final long startNanos = System.nanoTime();
  final WallClock wall = new WallClock();
  private final Supplier<ScheduledExecutorService> timer;
  private final Executor aside;
  private final Executor apart;
  private final AtomicBoolean ticking = new AtomicBoolean();
  // The time that hand-overs share, or ASK.
  private volatile long shared = ASK;
  // Written without a fence: a lost write makes the ticking start a little later.
  private long windowStart;
  private int asked;
  // Of the timer's thread alone.
  private int idleTicks;
  private volatile @Nullable ScheduledFuture<?> schedule;

  /** A clock that ticks on the given timer, which is asked for when many tasks come. */
  public Clock(Supplier<ScheduledExecutorService> timer) {
    this(timer, Runnable::run, Runnable::run);
  }

  /**
   * The same.
   *
   * @param aside runs what is to be done {@link #after} a time
   * @param apart runs what may take as long as work does
   */
  public Clock(Supplier<ScheduledExecutorService> timer, Executor aside, Executor apart) {
    this.timer = timer;
    this.aside = aside;
    this.apart = apart;
  }

  /** Exact nanoseconds since this clock was made, never 0. Not while the machine sleeps. */
  public long nanos() {
    return Math.max(1, System.nanoTime() - startNanos);
  }

  /** The same; a worker's questions also keep the shared time from getting old. */
  long nanosOfWorker() {
    long now = nanos();
    long known = shared;
    if (known != ASK && now - known > TICK_NANOS) {
      shared = ASK;
    }
    return now;
  }

  /** At most about 10 ms behind {@link #nanos()} and far cheaper; exact where few ask. */
  public long coarseNanos() {
    long known = shared;
    return known != ASK ? known : ask();
  }

  Instant instant(long nanos) {
    return wall.at(nanos);
  }

  /** The time of day. */
  public Instant now() {
    return instant(nanos());
  }

  /**
   * The same, exactly as the system has it: its clock may have been set, or the machine have slept.
   * What is to happen at a time of day never comes too early by this one.
   */
  public Instant timeOfDay() {
    wall.check(nanos());
    return Instant.now();
  }

  /**
   * Does something later, on a thread that may run what an application has written; never, if the
   * application has ended by then.
   *
   * @return cancels it
   */
  public Future<?> after(Duration wait, Runnable action) {
    StackRoom.askForNestedCalls();
    try {
      return timer
          .get()
          .schedule(
              () -> aside.execute(() -> onTimer(action)),
              Durations.nanos(wait),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private static void onTimer(Runnable action) {
    ON_TIMER.set(true);
    try {
      action.run();
    } finally {
      ON_TIMER.remove();
    }
  }

  /**
   * Whether the current thread does what is due {@link #after} a time. There are few of them, so
   * the work of a task would hold up whatever is due next.
   */
  public static boolean isOnTimer() {
    return ON_TIMER.get() != null;
  }

  /**
   * Runs the work of a task for which its pool has no thread any more, so that what else is to
   * happen {@link #after} a time does not wait for it.
   *
   * @throws RejectedExecutionException if the application has ended
   */
  public void apart(Runnable work) {
    apart.execute(work);
  }

  /** For what happens later or again and again. */
  public ScheduledExecutorService timer() {
    return timer.get();
  }

  private long ask() {
    long now = nanos();
    if (ticking.get()) {
      shared = now;
    } else if (now - windowStart > TICK_NANOS) {
      windowStart = now;
      asked = 1;
      wall.check(now);
    } else if (++asked >= BUSY) {
      startTicking(now);
    }
    return now;
  }

  private void startTicking(long now) {
    // The timer has a lock, which would never be free again if the stack ended in there.
    StackRoom.askForNestedCalls();
    if (!ticking.compareAndSet(false, true)) {
      return;
    }
    try {
      idleTicks = 0;
      schedule =
          timer
              .get()
              .scheduleWithFixedDelay(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
      shared = now;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The runtime is stopping, or there is no thread: every time is exact.
      asked = 0;
      ticking.set(false);
    }
  }

  private void tick() {
    if (shared != ASK) {
      idleTicks = 0;
      shared = ASK;
      wall.check(nanos());
      return;
    }
    if (++idleTicks < IDLE_TICKS) {
      return;
    }
    ScheduledFuture<?> current = schedule;
    if (current != null) {
      current.cancel(false);
    }
    asked = 0;
    ticking.set(false);
    // A hand-over that still saw the ticking must not leave a time that nobody takes away.
    shared = ASK;
  }
}
