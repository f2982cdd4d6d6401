package dev.offstage.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * What keeps tasks that wait for tasks from waiting for ever. A thread that is about to block looks
 * at what it waits for, and at what that waits for in turn. What is still queued in a pool that the
 * thread is of, or whose thread waits for this one, it runs itself; a circle it names.
 *
 * <p>Two threads that begin to wait at once both say what they wait for before they look, so one of
 * them sees the other.
 */
final class Helping {
  /** Longer chains are not followed to their ends. */
  private static final int MOST_STEPS = 1_000;

  private Helping() {}

  /**
   * Runs what stands in the way of this task and would not be run by others.
   *
   * @return whether there was something
   * @throws IllegalStateException if the task waits for the current one
   */
  static boolean with(PoolTask<?> wanted) {
    Runner here = Runner.current();
    boolean helped = false;
    while (helpOnce(wanted, here)) {
      // Perhaps the task waits for something else now that can be run, too.
      helped = true;
    }
    return helped;
  }

  private static boolean helpOnce(PoolTask<?> wanted, @Nullable Runner here) {
    PoolTask<?> each = wanted;
    for (int step = 0; each != null && step < MOST_STEPS; step++) {
      PoolTask<?> own = here == null ? null : here.task();
      if (here != null && own != null && here.runs(each)) {
        throw new IllegalStateException(
            "Task '"
                + own.name()
                + "' would wait for ever: it waits for '"
                + wanted.name()
                + "'"
                + (each == wanted ? "" : ", which in the end waits for '" + each.name() + "'")
                + ", and that is running further down on the same thread");
      }
      if (each.status() == dev.offstage.Task.Status.QUEUED) {
        if (!mayRun(each, here) || !each.leaveQueueToRun()) {
          return false;
        }
        each.runHere();
        return true;
      }
      Runner there = each.runner();
      each = there == null ? null : there.waitsFor();
    }
    return false;
  }

  private static boolean mayRun(PoolTask<?> queued, @Nullable Runner here) {
    if (queued.home.isManual()) {
      return true;
    }
    return here != null
        && here.task() != null
        && (here.isOf(queued.home) || isWaitedForBy(queued.home, here));
  }

  /** A thread of that pool waits for this one: it lends its place. */
  private static boolean isWaitedForBy(TaskHome pool, Runner here) {
    for (Runner runner : pool.runners()) {
      PoolTask<?> each = runner.waitsFor();
      for (int step = 0; each != null && step < MOST_STEPS; step++) {
        if (here.runs(each)) {
          return true;
        }
        Runner there = each.runner();
        each = there == null ? null : there.waitsFor();
      }
    }
    return false;
  }
}
