package dev.offstage.internal.task;

import dev.offstage.Attempt;
import dev.offstage.TaskTimeoutException;
import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one task, and their time limits. There is never more than one at a time: work
 * that goes on after its time is over is tried again when it has returned, if at all. Thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // one alarm, one failure: these very ones
final class Attempts {
  private final PoolTask<?> task;
  private final AttemptPolicy policy;
  // The rest is guarded by this.
  private final TriedList tried = new TriedList();
  private final int before;
  private int count;
  private @Nullable Object work;
  private @Nullable Runner runner;
  private @Nullable Instant began;
  private long beganNanos;
  private @Nullable Future<?> alarm;
  private boolean outOfTime;
  private @Nullable TaskTimeoutException timeout;
  private boolean stuck;
  private boolean goesOn;
  private @Nullable Instant next;

  /**
   * @param before how many there were already, elsewhere
   */
  Attempts(PoolTask<?> task, AttemptPolicy policy, int before) {
    this.task = task;
    this.policy = policy;
    this.count = before;
    this.before = before;
  }

  AttemptPolicy policy() {
    return policy;
  }

  synchronized boolean isEmpty() {
    return count == before;
  }

  /** An attempt begins on this thread. */
  synchronized void begin(Runner here, Object job) {
    count++;
    work = job;
    runner = here;
    next = null;
    outOfTime = false;
    timeout = null;
    Clock clock = task.home.clock();
    beganNanos = clock.nanos();
    began = clock.instant(beganNanos);
    Duration limit = policy.timeout();
    if (limit != null) {
      int which = count;
      alarm = clock.after(limit, () -> ask(which));
    }
  }

  private synchronized boolean isIn(int which) {
    return count == which && runner != null;
  }

  /** The soft limit: the work may see that it should stop. */
  private void ask(int which) {
    synchronized (this) {
      if (isIn(which)) {
        outOfTime = true;
        alarm = task.home.clock().after(policy.grace(), () -> insist(which));
      }
    }
  }

  /** The hard limit. */
  private void insist(int which) {
    TaskTimeoutException failure;
    boolean isLast;
    synchronized (this) {
      Duration limit = policy.timeout();
      if (!isIn(which) || limit == null) {
        return;
      }
      failure = new TaskTimeoutException(task, limit.plus(policy.grace()));
      timeout = failure;
      isLast = !mayGoOnAfter(failure);
      alarm = task.home.clock().after(policy.grace(), () -> giveUpOn(which));
      Runner there = runner;
      if (!isLast && there != null && task.mayBeInterrupted()) {
        there.interrupt(task);
      }
    }
    if (isLast) {
      fail(failure);
    }
  }

  /** It has been told, and is still there. */
  private void giveUpOn(int which) {
    TaskTimeoutException failure;
    Runner there;
    synchronized (this) {
      failure = timeout;
      there = runner;
      if (!isIn(which) || failure == null || there == null) {
        return;
      }
      stuck = there.isWorkerOf(task.home);
    }
    task.home.stuck(task, there.thread, there.isWorkerOf(task.home));
    fail(failure);
  }

  private void fail(TaskTimeoutException failure) {
    synchronized (this) {
      end(failure);
      tried.suppressIn(failure);
    }
    if (!task.isLogged()) {
      task.watchUnasked(failure);
    }
    if (task.failFromOutside(failure)) {
      tell(failure);
    }
  }

  /** Not on the thread that looks at the time: whoever hears of it may be slow. */
  private void tell(TaskTimeoutException failure) {
    Runnable telling =
        () -> {
          task.tellFailed(failure, task.isLogged());
          task.giveUp();
        };
    try {
      task.home.clock().apart(telling);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The application has ended, or there is no thread.
      telling.run();
    }
  }

  /** The work has returned. */
  synchronized void returned() {
    end(null);
    work = null;
  }

  /**
   * The work has thrown; {@link #isToGoOn()} says whether it is tried again.
   *
   * @return what the attempt has failed with
   */
  synchronized Throwable failed(Throwable thrown) {
    Throwable failure = thrown;
    if (timeout != null) {
      failure = timeout;
      if (timeout != thrown) {
        timeout.addSuppressed(thrown);
      }
    }
    end(failure);
    goesOn = !task.hasEnded() && mayGoOnAfter(failure);
    if (!goesOn) {
      work = null;
      tried.suppressIn(failure);
    }
    return failure;
  }

  private boolean mayGoOnAfter(Throwable failure) {
    return count <= policy.retries() && task.mayTryAgain() && policy.retries(failure);
  }

  private void end(@Nullable Throwable failure) {
    Instant start = began;
    if (start != null) {
      tried.add(new Tried(count, start, task.home.clock().now(), failure));
      began = null;
    }
  }

  /**
   * The thread has left the attempt.
   *
   * @param inside whether it is back in another task, and may have been interrupted for that
   */
  void left(boolean inside) {
    boolean wasStuck;
    boolean wasInterrupted;
    synchronized (this) {
      runner = null;
      wasStuck = stuck;
      stuck = false;
      wasInterrupted = timeout != null;
      if (alarm != null) {
        alarm.cancel(false);
        alarm = null;
      }
    }
    if (wasInterrupted && !inside) {
      Thread.interrupted();
    }
    if (wasStuck) {
      task.home.unstuck();
    }
  }

  synchronized boolean isToGoOn() {
    return goesOn;
  }

  /** The next attempt is being waited for; returns how long, and says so in the log. */
  Duration goOn() {
    Duration wait;
    FailureLog.Failure failure;
    String more;
    synchronized (this) {
      goesOn = false;
      wait = policy.backoff().before(count, ThreadLocalRandom.current().nextDouble());
      next = task.home.clock().now().plus(wait);
      List<Attempt> all = tried.all();
      Throwable error = all.get(all.size() - 1).error();
      failure =
          new FailureLog.Failure(
              task,
              error == null ? new IllegalStateException(task.name()) : error,
              task.home.clock().nanos() - beganNanos);
      more = ", attempt " + count + " of " + (policy.retries() + 1);
    }
    task.home
        .failures()
        .add(failure, more + "; the next one in " + Durations.format(rounded(wait)));
    return wait;
  }

  /** What one wants to read. */
  private static Duration rounded(Duration wait) {
    long millis = wait.toMillis();
    return Duration.ofMillis(millis < 10_000 ? millis : millis / 1_000 * 1_000);
  }

  /** What the next attempt does; no longer kept here. */
  synchronized @Nullable Object work() {
    Object job = work;
    work = null;
    return job;
  }

  synchronized int count() {
    return count;
  }

  synchronized @Nullable Instant next() {
    return next;
  }

  synchronized boolean isOutOfTime() {
    return outOfTime && began != null;
  }

  synchronized List<Attempt> all() {
    List<Attempt> all = tried.all();
    Instant start = began;
    if (start != null) {
      all.add(new Tried(count, start, null, null));
    }
    return all;
  }
}
