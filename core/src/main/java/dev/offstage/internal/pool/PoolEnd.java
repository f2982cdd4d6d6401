package dev.offstage.internal.pool;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a pool ends: takes nothing more, waits, cancels what is left. Thread-safe. */
public final class PoolEnd {
  /** The cause of a cancellation by the end of the application. */
  private static final String STOPPED = "stopped";

  private final PoolHome home;

  PoolEnd(PoolHome home) {
    this.home = home;
  }

  /** Takes no more tasks. */
  public void stopAccepting() {
    home.closed = true;
    home.workers.close();
  }

  /** Waits for all tasks that have been accepted; false when some are left after the time. */
  public boolean awaitEnd(long deadlineNanos) throws InterruptedException {
    return home.workers.awaitEnd(left(deadlineNanos))
        // Inline, a task is a part of its request, and lasts as long as that.
        && (home.workers.areInline()
            || (home.room.awaitEnd(deadlineNanos)
                && home.later.awaitEnd(deadlineNanos)
                && home.guests.awaitEmpty(deadlineNanos)));
  }

  /**
   * The same, but not for those that wait for a response or a commit, which may be the caller's.
   */
  boolean awaitEndOfStarted(long deadlineNanos) throws InterruptedException {
    return home.workers.awaitEnd(left(deadlineNanos))
        && (home.workers.areInline()
            || (awaitTimed(deadlineNanos)
                && home.later.awaitEnd(deadlineNanos)
                && home.guests.awaitEmpty(deadlineNanos)));
  }

  /** Waits for those that have a place, and wait for their time. */
  private boolean awaitTimed(long deadlineNanos) throws InterruptedException {
    for (PoolTask<?> task : home.room.tasks()) {
      if (task.nextAttempt() != null && !task.await(Duration.ofNanos(left(deadlineNanos)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Cancels what waits for a time that comes too late, and what follows that.
   *
   * @param limit how long the others have from now on
   * @param cancelled as with {@link #cancelAll}; not those of tests that move the time by hand
   */
  public void cancelNotDue(Duration limit, List<PoolTask<?>> cancelled) {
    Instant end = home.clock().timeOfDay().plus(home.isManual() ? Duration.ZERO : limit);
    for (PoolTask<?> task : withFollowers(late(end))) {
      if (home.isManual()) {
        task.cancel(STOPPED);
      } else {
        task.cancelUntold(STOPPED, cancelled);
      }
    }
  }

  private List<PoolTask<?>> late(Instant end) {
    List<PoolTask<?>> late = held();
    late.removeIf(
        task -> {
          Instant due = task.nextAttempt();
          return due == null || !due.isAfter(end);
        });
    return late;
  }

  private static Set<PoolTask<?>> withFollowers(List<PoolTask<?>> tasks) {
    Set<PoolTask<?>> all = new LinkedHashSet<>();
    Deque<PoolTask<?>> next = new ArrayDeque<>(tasks);
    for (PoolTask<?> task = next.poll(); task != null; task = next.poll()) {
      if (all.add(task)) {
        task.addFollowers(next);
      }
    }
    return all;
  }

  /** All that is held back in front of the queue. */
  private List<PoolTask<?>> held() {
    List<PoolTask<?>> all = new ArrayList<>();
    home.room.tasks().forEach(all::add);
    all.addAll(home.later.tasks());
    return all;
  }

  private static long left(long deadlineNanos) {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }

  /**
   * Cancels all that has not ended, and interrupts what runs. A task ends once: what a thread
   * finishes meanwhile is not among the cancelled ones.
   *
   * @param cancelled gets those that were cancelled, also if this throws; nobody has heard of it
   *     yet
   */
  public void cancelAll(List<PoolTask<?>> cancelled) {
    home.closed = true;
    home.terminated = true;
    // What waits first, or the threads that are interrupted would begin with it.
    cancelWaiting(home.workers.closeAndEmpty(), cancelled);
    home.runningTasks().forEach(task -> task.cancelUntold(true, cancelled));
    held().forEach(task -> task.cancelUntold(true, cancelled));
    // Once more: what has started meanwhile and not seen the mark above.
    home.runningTasks().forEach(task -> task.cancelUntold(true, cancelled));
  }

  /**
   * Cancels what waits in the queue.
   *
   * @param cancelled as with {@link #cancelAll}
   */
  void cancelQueued(List<PoolTask<?>> cancelled) {
    cancelWaiting(home.workers.closeAndEmpty(), cancelled);
    held().forEach(task -> task.cancelUntold(true, cancelled));
  }

  private void cancelWaiting(List<Queued> queued, List<PoolTask<?>> cancelled) {
    for (Queued each : queued) {
      if (each instanceof Lane) {
        ((Lane<?>) each).dropped();
      }
    }
    home.batches.forEach(batch -> batch.cancelAccepted(cancelled));
    for (Queued each : queued) {
      if (each instanceof PoolTask) {
        ((PoolTask<?>) each).cancelUntold(true, cancelled);
      }
    }
  }

  /** What has been accepted and has not ended; nothing inline, where nobody waits for it. */
  public List<PoolTask<?>> accepted() {
    if (home.workers.areInline()) {
      return new ArrayList<>();
    }
    Set<PoolTask<?>> all = new LinkedHashSet<>(home.runningTasks());
    home.forEachQueued(
        each -> {
          if (each instanceof PoolTask) {
            all.add((PoolTask<?>) each);
          }
        });
    all.addAll(held());
    home.batches.forEach(batch -> batch.tasks().forEach(task -> all.add((PoolTask<?>) task)));
    all.removeIf(PoolTask::isDone);
    return new ArrayList<>(all);
  }

  /** What runs on threads that will only go on when the JVM has stopped. */
  public List<PoolTask<?>> exiting() {
    List<PoolTask<?>> tasks = new ArrayList<>();
    for (Runner runner : home.runners()) {
      if (runner.isInSystemExit()) {
        runner.tasks().stream().filter(task -> task.isOf(home)).forEach(tasks::add);
      }
    }
    return tasks;
  }

  /** Says in the log what was only counted so far. */
  public void flushLog() {
    home.flush();
  }

  /** What still runs, whatever it was told. */
  public List<PoolTask<?>> running() {
    return home.runningTasks();
  }
}
