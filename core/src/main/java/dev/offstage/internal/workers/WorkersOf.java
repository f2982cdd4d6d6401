package dev.offstage.internal.workers;

import dev.offstage.PoolSettings;
import dev.offstage.internal.task.TaskHome;
import java.util.function.Supplier;

/** Makes workers of each kind. */
public final class WorkersOf {
  private WorkersOf() {}

  /** Initializes the classes that hand-overs and ends need. */
  public static void preload() {
    if (Ring.HOLE == IdleThreads.LOOK) {
      throw new IllegalStateException("two marks are one");
    }
    new IdleThreads().add().wakeUp();
  }

  /**
   * With threads of their own.
   *
   * @param threadStart run by each thread before its first task; never throws
   */
  public static Workers threads(
      TaskHome home, PoolSettings its, PoolThreads threads, Runnable threadStart) {
    return new ThreadWorkers(home, its.size(), its.queue(), threads, threadStart);
  }

  /**
   * On the threads of an executor.
   *
   * @param executor asked for each time, the first time when a task comes; an IllegalStateException
   *     that it throws refuses the task
   * @param threadStart run by each of its threads that begins to work for the pool; never throws
   */
  public static Workers executor(
      TaskHome home, PoolSettings its, Supplier<ServerExecutor> executor, Runnable threadStart) {
    return new ExecutorWorkers(home, its.size(), its.queue(), executor, threadStart);
  }
}
