package dev.offstage.internal.commit;

import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens when a transaction has been committed. After any other end, the task is cancelled. For one
 * task.
 */
public final class CommitGate implements Gate {
  /** The cause of the cancellation of a task whose transaction was rolled back. */
  public static final String ROLLED_BACK = "rolled back";

  /** A transaction that nobody ends must not keep a place for ever. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Transaction transaction;
  private final Clock clock;
  private final Runnable rolledBack;
  private final AtomicBoolean decided = new AtomicBoolean();

  /**
   * @param rolledBack counts a task that is cancelled for it
   */
  public CommitGate(Transaction transaction, Clock clock, Runnable rolledBack) {
    this.transaction = transaction;
    this.clock = clock;
    this.rolledBack = rolledBack;
  }

  @Override
  public boolean pass(PoolTask<?> task) {
    try {
      Future<?> alarm = clock.after(LONGEST, () -> ended(task, Outcome.UNKNOWN));
      task.takes(() -> alarm.cancel(false));
      transaction.whenEnded(outcome -> ended(task, outcome));
    } catch (Throwable t) {
      // Every Throwable: the transaction goes on without the task, which might be about something
      // that never happened.
      Log.warn("offstage: '" + task.name() + "' cannot wait for its transaction", t);
      ended(task, Outcome.UNKNOWN);
    }
    return false;
  }

  /** Inside of the transaction's completion: quick, and never throws. */
  private void ended(PoolTask<?> task, Outcome outcome) {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    try {
      if (outcome == Outcome.COMMITTED) {
        task.passed(this);
      } else {
        cancel(task, outcome);
      }
    } catch (Throwable t) {
      Log.warn("offstage: '" + task.name() + "' was not started after the commit", t);
    }
  }

  private void cancel(PoolTask<?> task, Outcome outcome) {
    boolean known = outcome == Outcome.ROLLED_BACK;
    if (!task.cancel(known ? ROLLED_BACK : "outcome unknown")) {
      return;
    }
    rolledBack.run();
    if (!known) {
      Log.warn(
          "offstage: '"
              + task.name()
              + "' does not start: nobody knows whether its transaction was committed");
    }
  }
}
