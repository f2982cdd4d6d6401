package dev.offstage.internal.context;

/**
 * The current thread while it runs tasks for a pool and is not the pool's: a server's, or that of
 * whoever hands a task over. What it has in thread-locals belongs to whoever made it or works on
 * it, so the tasks of others must not see it; afterwards it is there again.
 */
public final class LentThread {
  private final ThreadState before;
  private final ThreadState forTasks;
  private final boolean interrupted;

  private LentThread(ThreadState before, boolean interrupted) {
    this.before = before;
    this.forTasks = ThreadState.now();
    this.interrupted = interrupted;
  }

  /**
   * The thread begins to run tasks.
   *
   * @param forOthers whether it may run those of others than who has asked for it, so that it must
   *     have nothing that it has inherited
   * @param onCaller whether it is in the middle of work of its own: that of whoever hands a task
   *     over, or completes the response that it waits for
   */
  public static LentThread begin(boolean forOthers, boolean onCaller) {
    ThreadState before = ThreadState.now();
    if (forOthers) {
      ThreadState.forgetInherited();
      if (onCaller) {
        ThreadState.forgetOwn();
      }
    }
    return new LentThread(before, onCaller && Thread.interrupted());
  }

  /** A task has ended: nothing of it is there for the next one. */
  public void clear() {
    forTasks.restore();
  }

  /** It has run them. */
  public void giveBack() {
    before.restore();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
