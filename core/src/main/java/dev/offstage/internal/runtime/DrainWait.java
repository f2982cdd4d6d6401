package dev.offstage.internal.runtime;

import dev.offstage.internal.pool.PoolEnd;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for the tasks that the pools have accepted, and says for which. Not for one that has called
 * {@code System.exit}: it waits for this drain.
 */
final class DrainWait {
  /** How soon a call of System.exit is noticed. */
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final String app;
  private final Duration limit;
  private final List<PoolEnd> pools;
  private boolean cutShort;

  DrainWait(String app, Duration limit, List<PoolEnd> pools) {
    this.app = app;
    this.limit = limit;
    this.pools = pools;
  }

  /** Waits no longer than the limit; false if there are tasks left that can only be cancelled. */
  boolean untilEnd() throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    sayForWhat();
    while (true) {
      long look = System.nanoTime() + LOOK_NANOS;
      boolean last = look - deadline >= 0;
      if (awaitEnd(pools, last ? deadline : look)) {
        return true;
      }
      List<PoolTask<?>> exiting = exiting();
      if (!exiting.isEmpty() && exiting.size() == running()) {
        sayExit(exiting);
        cutShort = true;
        return accepted().size() == exiting.size();
      }
      if (last) {
        return false;
      }
    }
  }

  /** Why tasks are left; continues "tasks that". */
  String whyLeft() {
    return cutShort
        ? "would have to wait for a task that has called System.exit"
        : "had not ended after " + ofLimit();
  }

  Duration limit() {
    return limit;
  }

  /** The same for messages. */
  String ofLimit() {
    return Durations.format(limit) + " (setting offstage.drain)";
  }

  static boolean awaitEnd(List<PoolEnd> pools, long deadline) throws InterruptedException {
    boolean ended = true;
    for (PoolEnd pool : pools) {
      ended &= pool.awaitEnd(deadline);
    }
    return ended;
  }

  private List<PoolTask<?>> accepted() {
    List<PoolTask<?>> tasks = new ArrayList<>();
    pools.forEach(pool -> tasks.addAll(pool.accepted()));
    return tasks;
  }

  private List<PoolTask<?>> exiting() {
    List<PoolTask<?>> tasks = new ArrayList<>();
    pools.forEach(pool -> tasks.addAll(pool.exiting()));
    return tasks;
  }

  private int running() {
    return pools.stream().mapToInt(pool -> pool.running().size()).sum();
  }

  private void sayForWhat() {
    List<PoolTask<?>> tasks = accepted();
    List<String> names = TaskNames.lines(tasks);
    if (limit.isZero() || names.isEmpty()) {
      return;
    }
    Log.info(
        "offstage: '"
            + app
            + "' stops and waits up to "
            + Durations.format(limit)
            + " (setting offstage.drain) for "
            + tasks.size()
            + (tasks.size() == 1 ? " task: " : " tasks: ")
            + names.get(0)
            + (names.size() > 1 ? " and others" : ""));
  }

  private void sayExit(List<PoolTask<?>> exiting) {
    Log.warn(
        "offstage: '"
            + app
            + "' stops without waiting for "
            + TaskNames.lines(exiting).get(0)
            + ": a call of System.exit in there waits for this stop. Call it from a thread that"
            + " runs no task");
  }
}
