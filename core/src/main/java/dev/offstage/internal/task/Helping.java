package dev.offstage.internal.task;

import dev.offstage.internal.jvm.StackRoom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks that wait for tasks from deadlocking. A thread that is about to block follows the
 * chain of what it waits for. It runs a task itself that is still queued in its own pool, or in a
 * pool one of whose threads is waiting for it; if the chain leads back to itself, it reports that.
 *
 * <p>Two threads that start waiting at the same time both publish what they wait for before they
 * look, so at least one of them sees the other.
 */
final class Helping {
  /** Chains are followed this far. */
  private static final int MOST_STEPS = 1_000;

  private Helping() {}

  static void preload() {
    // Being called is enough.
  }

  /**
   * Runs queued tasks that this one depends on and that nobody else might run.
   *
   * @return whether there was one
   * @throws IllegalStateException if the task waits for the current one
   */
  static boolean with(PoolTask<?> wanted) {
    Runner here = Runner.current();
    boolean helped = false;
    while (helpOnce(wanted, here)) {
      // The task may depend on another one now.
      helped = true;
    }
    return helped;
  }

  private static boolean helpOnce(PoolTask<?> wanted, @Nullable Runner here) {
    PoolTask<?> each = wanted;
    boolean limited = false;
    for (int step = 0; step < MOST_STEPS; step++) {
      PoolTask<?> own = here == null ? null : here.task();
      if (here != null && own != null && here.runs(each)) {
        if (limited) {
          return false;
        }
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
        if (!mayRun(each, here)) {
          return false;
        }
        // Once out of the queue it has to be run.
        StackRoom.askForNestedCalls();
        if (each.leaveQueueToRun()) {
          each.runHere();
          return true;
        }
        PoolTask<?> inTheWay = each.inTheWay();
        if (inTheWay == null) {
          return false;
        }
        each = inTheWay;
        continue;
      }
      Waiting next = waiting(each);
      if (next == null) {
        return false;
      }
      each = next.task;
      limited |= next.limited;
    }
    return false;
  }

  /** What holds this task up; null if it goes on. */
  private static @Nullable Waiting waiting(PoolTask<?> task) {
    Runner there = task.runner();
    Waiting waiting = there == null ? null : there.waiting();
    // Asked afterwards: what its thread waits for after its end has nothing to do with it.
    return task.isOver() ? null : waiting;
  }

  private static boolean mayRun(PoolTask<?> queued, @Nullable Runner here) {
    if (queued.home.isManual()) {
      return true;
    }
    return here != null
        && here.task() != null
        && (here.isOf(queued.home) || isWaitedForBy(queued.home, here));
  }

  /** Whether a thread of that pool waits for this one, and so lends it its place. */
  private static boolean isWaitedForBy(TaskHome pool, Runner here) {
    for (Runner runner : pool.runners()) {
      Waiting next = runner.waiting();
      for (int step = 0; next != null && step < MOST_STEPS; step++) {
        if (here.runs(next.task)) {
          return true;
        }
        next = waiting(next.task);
      }
    }
    return false;
  }
}
