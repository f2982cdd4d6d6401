package dev.offstage.internal.task;

import dev.offstage.internal.context.TaskContext;
import org.jspecify.annotations.Nullable;

/** The side of a task that is written down outside of this process. */
abstract class StoredTask<T extends @Nullable Object> extends PlannedTask<T> {
  StoredTask(TaskHome home, Object work, TaskContext context) {
    super(home, work, context);
  }

  /** It is written down there; called before any thread may begin with it. */
  public void storedAs(Stored its) {
    course().planned().stored(its);
  }

  /** Where it is written down; null if it lives here only. */
  final @Nullable Stored storedOrNull() {
    Planned its = plannedOrNull();
    return its == null ? null : its.stored();
  }

  /** What is known of it from others, who have it; null if this process has it. */
  public @Nullable Elsewhere elsewhere() {
    Planned its = plannedOrNull();
    return its == null ? null : its.known();
  }

  /** Others have it, or, with null, this process. */
  public void isElsewhere(@Nullable Elsewhere its) {
    course().planned().known(its);
  }

  /** Whether it outlives this process. */
  public boolean isStored() {
    return storedOrNull() != null;
  }

  /** Whether a thread may begin with it: it may have become another process's meanwhile. */
  final boolean isOurs() {
    Stored its = storedOrNull();
    if (its == null || its.mayBegin()) {
      return true;
    }
    course().leavePlaces();
    return false;
  }

  /**
   * The work has ended: says so before anybody here hears of it.
   *
   * @return false if the task goes on elsewhere; then it has not ended here
   */
  final boolean settle(int how, @Nullable Object outcome, @Nullable Object work) {
    Stored its = storedOrNull();
    if (its == null || stage != RUNNING || its.settle(statusOf(how), outcome)) {
      return true;
    }
    course().planned().leftWork(work);
    return false;
  }

  @Override
  final void tellStore() {
    Stored its = storedOrNull();
    if (its == null) {
      return;
    }
    try {
      Object outcome = status() == Status.FAILED ? payload : null;
      its.ended(status(), outcome, cause(), home.isTerminated());
    } catch (Throwable t) {
      say("offstage: a task has ended, and its store has not heard of it", t);
    }
  }

  /**
   * Ends as it has ended elsewhere; does nothing if a thread has begun with it here, or it has
   * ended.
   *
   * @param outcome what the work has returned or thrown; null for a cancelled one
   */
  public void endsAsElsewhere(Status how, @Nullable Object outcome, @Nullable String why) {
    if (why != null) {
      course().planned().cause(why);
    }
    boolean unused =
        endUnstarted(
            how == Status.SUCCEEDED ? SUCCEEDED : how == Status.FAILED ? FAILED : CANCELLED,
            outcome);
  }
}
