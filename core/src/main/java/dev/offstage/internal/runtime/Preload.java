package dev.offstage.internal.runtime;

import dev.offstage.internal.context.ThreadState;
import dev.offstage.internal.context.Traces;
import dev.offstage.internal.jvm.Moment;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.log.LogTarget;
import dev.offstage.internal.pool.FullLog;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.FailureLog;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskIds;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.text.OneLine;
import dev.offstage.internal.workers.WorkersOf;

/**
 * Initializes, when an application starts, the classes that the end of a task needs. If an Error
 * such as a stack overflow hit their first use instead, the JVM would refuse them for good.
 */
final class Preload {
  private Preload() {}

  /**
   * Does it.
   *
   * @param needed false for an application that only runs inline: perhaps this has just failed
   */
  static void run(boolean needed) {
    try {
      run();
    } catch (Throwable t) {
      // Every Throwable: classes that cannot be initialized are Errors.
      if (needed) {
        throw t;
      }
    }
  }

  private static void run() {
    // Here, not in a field: one that is not there must not keep this class from its work.
    Class<?>[] classes = {
      FailureLog.class,
      FullLog.class,
      HandOver.class,
      Log.class,
      LogTarget.Line.class,
      Moment.class,
      OffstagePool.class,
      OneLine.class,
      Origin.class,
      PoolTask.class,
      Runner.class,
      StackRoom.class,
      TaskIds.class,
      TaskNames.class,
      ThreadState.class,
      Traces.class,
    };
    try {
      for (Class<?> type : classes) {
        Class.forName(type.getName(), true, type.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    WorkersOf.preload();
    PoolTask.preload();
  }
}
