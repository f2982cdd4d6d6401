package dev.offstage.internal.gate;

import dev.offstage.internal.context.LentThread;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Lets tasks go on that the current thread must not run, whatever their pool does: into the queue
 * or, where that does not take them, on a thread of their own. Thread-safe.
 */
final class Elsewhere {
  private final WaitingRoom.Places places;
  private final Executor apart;

  /**
   * @param apart runs what nobody else would
   */
  Elsewhere(WaitingRoom.Places places, Executor apart) {
    this.places = places;
    this.apart = apart;
  }

  /** Whether the current thread must not run it. */
  static boolean isFor(PoolTask<?> task) {
    return task.runsElsewhere() || Clock.isOnTimer();
  }

  /**
   * Lets it go on.
   *
   * @param enters puts it into the queue; false if nobody there would run it
   * @param gone called when others find it where it has gone: until then a drain must find it here
   */
  void letIn(PoolTask<?> task, BooleanSupplier enters, Runnable gone) {
    boolean asks = places.mayRunHere();
    if (!asks && enters.getAsBoolean()) {
      gone.run();
      return;
    }
    try {
      apart.execute(
          () -> {
            if (!asks || !enters.getAsBoolean()) {
              runHere(task);
            }
            gone.run();
          });
    } catch (Throwable t) {
      // Every Throwable, such as no memory for a thread, or that the application has ended.
      Log.warn("offstage: no thread is left for '" + task.name() + "'", t);
      gone.run();
      task.loseLate();
    }
  }

  /** It was accepted, so it must not be lost. Whose thread this is, it need not know. */
  static void runHere(PoolTask<?> task) {
    LentThread thread = LentThread.begin(true, true);
    try {
      task.runHere();
    } finally {
      thread.giveBack();
    }
  }
}
