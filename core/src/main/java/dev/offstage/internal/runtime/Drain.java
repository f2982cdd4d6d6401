package dev.offstage.internal.runtime;

import dev.offstage.internal.pool.PoolEnd;
import dev.offstage.internal.store.AppStore;
import dev.offstage.internal.task.FailureLog;
import dev.offstage.internal.task.Listeners;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The end of all pools of an application: stop accepting, wait, cancel, name what is lost. Each
 * step is bounded, and none depends on the one before: whatever a logger or a listener throws, the
 * threads end.
 */
final class Drain {
  /** For interrupted work, and again for the listeners. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final String app;
  private final DrainWait wait;
  private final List<PoolEnd> pools;
  private final Listeners listeners;
  private final AppStore store;
  // Tasks that started just as the others were cancelled; named together at the end.
  private final List<PoolTask<?>> late = new ArrayList<>();
  private volatile boolean givenUp;
  private boolean over;

  Drain(String app, Duration limit, List<PoolEnd> pools, Listeners listeners, AppStore store) {
    this.app = app;
    this.wait = new DrainWait(app, limit, pools);
    this.pools = pools;
    this.listeners = listeners;
    this.store = store;
  }

  /** Does all of it, once. */
  void run(AppTimer timer, FailureLog failures) {
    boolean ended = false;
    boolean interrupted = false;
    try {
      ended = finish();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    timer.stop();
    try {
      if (!ended) {
        giveUp();
      }
      flush(failures);
      timer.join();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      store.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops accepting tasks and finishes those already accepted; false if some are left. */
  private boolean finish() throws InterruptedException {
    pools.forEach(PoolEnd::stopAccepting);
    store.stopTaking();
    loseNotDue();
    return wait.untilEnd();
  }

  /** Nobody waits for a time that comes after the end. */
  private void loseNotDue() {
    List<PoolTask<?>> lost = new ArrayList<>();
    try {
      pools.forEach(pool -> pool.cancelNotDue(wait.limit(), lost));
      LossReport.log(app, lost, "would not start within " + wait.ofLimit());
    } finally {
      tell(lost);
    }
  }

  /** Says in the log what was only counted so far. */
  private void flush(FailureLog failures) {
    failures.flush();
    pools.forEach(PoolEnd::flushLog);
  }

  /** Cancels the rest and logs what it was. */
  private void giveUp() throws InterruptedException {
    givenUp = true;
    List<PoolTask<?>> lost = new ArrayList<>();
    try {
      pools.forEach(pool -> pool.cancelAll(lost));
      logLost(lost);
    } finally {
      tell(lost);
    }
    boolean ended;
    try {
      ended = DrainWait.awaitEnd(pools, System.nanoTime() + GRACE.toNanos());
    } finally {
      logLate();
    }
    if (ended) {
      return;
    }
    List<PoolTask<?>> running = new ArrayList<>();
    pools.forEach(pool -> running.addAll(pool.running()));
    logRunning(running, PoolTask::mayBeInterrupted, "that ignores its interrupt");
    logRunning(running, task -> !task.mayBeInterrupted(), "that is not interrupted");
  }

  private void logRunning(List<PoolTask<?>> all, Predicate<PoolTask<?>> which, String what) {
    List<PoolTask<?>> running = all.stream().filter(which).collect(Collectors.toList());
    String start = "offstage: '" + app + "' stops while work goes on " + what + ": ";
    TaskNames.lines(running).forEach(names -> Log.warn(start + names));
  }

  /** Tells listeners and waiters; once the listeners' time is up, only the waiters. */
  private void tell(List<PoolTask<?>> lost) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    int untold = 0;
    for (PoolTask<?> task : lost) {
      if (listeners.isEmpty() || System.nanoTime() - deadline < 0) {
        task.tellCancelled();
      } else {
        untold++;
        task.releaseCancelled();
      }
    }
    if (untold > 0) {
      Log.warn(
          "offstage: '"
              + app
              + "' stops without telling its listeners of "
              + untold
              + " cancelled tasks: they have taken "
              + Durations.format(GRACE)
              + " for the others");
    }
  }

  /** One that was cancelled after {@link #giveUp} had collected the others. */
  void lostLate(PoolTask<?> task) {
    if (!givenUp) {
      return;
    }
    synchronized (late) {
      if (!over) {
        late.add(task);
        return;
      }
    }
    logLost(Collections.singletonList(task));
  }

  private void logLate() {
    synchronized (late) {
      over = true;
    }
    if (!late.isEmpty()) {
      logLost(late);
    }
  }

  private void logLost(List<PoolTask<?>> lost) {
    List<PoolTask<?>> forGood = new ArrayList<>(lost);
    forGood.removeIf(PoolTask::isStored);
    LossReport.log(app, forGood, wait.whyLeft());
  }
}
