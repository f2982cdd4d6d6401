package dev.offstage.internal.pool;

import dev.offstage.PoolClosedException;
import dev.offstage.PoolFullException;
import dev.offstage.PoolSettings;
import dev.offstage.Settings;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says why a pool does not take a task, and which settings that depends on. */
final class Refusals {
  /** In place of how long a hand-over has waited. */
  static final Duration INTERRUPTED = Duration.ofNanos(-1);

  private Refusals() {}

  /**
   * For a task that did not get in.
   *
   * @param waited as with {@link #full}
   */
  static RuntimeException of(
      PoolHome home,
      PoolTask<?> task,
      @Nullable QueuePlace place,
      Entry entry,
      PoolSettings its,
      Duration waited) {
    if (entry == Entry.CLOSED) {
      return closed(home.name(), task);
    }
    if (entry == Entry.ELSEWHERE) {
      return elsewhere(task, home.app.settings());
    }
    if (home.stuck.areTooMany()) {
      return stuck(task, home.stuck, home.app.settings());
    }
    return home.isEmpty()
        ? noThread(task, its, home.app.settings())
        : full(task, place, its, home.app.settings(), waited);
  }

  /** As many tasks wait for their time as may. */
  static PoolFullException tooManyDelayed(PoolTask<?> task, int most) {
    return new PoolFullException(
        task.pool(),
        "Pool '"
            + task.pool()
            + "' does not take '"
            + task.name()
            + "' for later: "
            + most
            + " tasks of the application wait for their time already (setting offstage.delayed)");
  }

  static PoolClosedException closed(String pool, PoolTask<?> task) {
    return new PoolClosedException(
        "Pool '" + pool + "' is closed and does not take '" + task.name() + "'");
  }

  /** The task would run here, and this node only hands over what others run. */
  static PoolClosedException elsewhere(PoolTask<?> task, Settings settings) {
    String pool = task.pool();
    return new PoolClosedException(
        "Pool '"
            + pool
            + "' does not take '"
            + task.name()
            + "', which is not durable: this node only hands over what others run (setting "
            + settings.keyOf(pool, "serve")
            + " = no)");
  }

  private static PoolFullException stuck(
      PoolTask<?> task, StuckThreads threads, Settings settings) {
    String pool = task.pool();
    int now = threads.now();
    return new PoolFullException(
        pool,
        "Pool '"
            + pool
            + "' does not take '"
            + task.name()
            + "': "
            + (now == 1 ? "1 thread is" : now + " threads are")
            + " stuck in work that goes on after its timeout, and no more are replaced (setting "
            + settings.keyOf(pool, "stuck")
            + "); see the log for where");
  }

  /** The pool is empty: it could have the task if it had a thread. */
  private static PoolFullException noThread(PoolTask<?> task, PoolSettings its, Settings settings) {
    String pool = task.pool();
    return new PoolFullException(
        pool,
        "Pool '"
            + pool
            + "' does not take '"
            + task.name()
            + "': it has no thread, and "
            + (its.areThreadsLent()
                ? its.threads() + " gives it none: that is busy or shut down"
                : "none could be started (setting "
                    + settings.keyOf(pool, "threads")
                    + "); see the log for the cause"));
  }

  /**
   * The pool has no room, or none for the client of this task.
   *
   * @param place that of its client, or null
   * @param waited how long the hand-over has waited for room; negative: it was interrupted
   */
  private static PoolFullException full(
      PoolTask<?> task,
      @Nullable QueuePlace place,
      PoolSettings its,
      Settings settings,
      Duration waited) {
    String pool = task.pool();
    int inTheWay = place == null ? 0 : place.inTheWay();
    return new PoolFullException(
        pool,
        inTheWay > 0
            ? pastShare(task, its, settings, inTheWay)
            : noRoom(task, its, settings, waited));
  }

  private static String noRoom(
      PoolTask<?> task, PoolSettings its, Settings settings, Duration waited) {
    String pool = task.pool();
    return "Pool '"
        + pool
        + "' is full and does not take '"
        + task.name()
        + "': "
        + its.size()
        + " running and "
        + its.queue()
        + " queued"
        + afterWaiting(waited)
        + (task.runsElsewhere() && its.whenFull().isCallerRuns()
            ? ", and its caller cannot run it: it starts after the commit"
            : "")
        + " (settings "
        + settings.keyOf(pool, "size")
        + ", "
        + settings.keyOf(pool, "queue")
        + " and "
        + settings.keyOf(pool, "full")
        + ")";
  }

  private static String afterWaiting(Duration waited) {
    if (waited.isNegative()) {
      return ", and its thread was interrupted, so it does not wait for room";
    }
    return waited.isZero() ? "" : ", also after " + Durations.format(waited);
  }

  /** Does not say who the client is: a servlet may show the message to another one. */
  private static String pastShare(
      PoolTask<?> task, PoolSettings its, Settings settings, int waiting) {
    String pool = task.pool();
    return "Pool '"
        + pool
        + "' does not take '"
        + task.name()
        + "': its client has "
        + waiting
        + " queued already and may have "
        + its.placesOfClient()
        + " of "
        + its.queue()
        + " (settings "
        + settings.keyOf(pool, "share")
        + " and "
        + settings.keyOf(pool, "queue")
        + ")";
  }
}
