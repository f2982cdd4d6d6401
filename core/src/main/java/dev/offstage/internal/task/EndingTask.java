package dev.offstage.internal.task;

import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.jvm.Moment;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.text.Log;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task ends: its work returns or throws, it is cancelled, or its pool refuses it. The end
 * depends on nothing that can throw: counting, logging, telling listeners and freeing waiters
 * happen around it, each independent of the others.
 */
abstract class EndingTask<T extends @Nullable Object> extends StagedTask<T> {
  EndingTask(TaskHome home, Object work, TaskContext context) {
    super(home, work, context);
  }

  /** Called by the thread that runs it; false if the task has ended in another way already. */
  final boolean end(Runner here, int how, @Nullable Object result, boolean logged) {
    if (stage != RUNNING) {
      return false;
    }
    // Before the stage, which publishes them. If the race is lost nobody reads them.
    long now = home.clock().nanosOfWorker();
    payload = result;
    finishedAt = now;
    Status status = statusOf(how);
    boolean tells = logged || !home.listeners().isEmpty();
    // Also before it: a thread that has waited for the task finds it counted.
    home.count(status);
    boolean ended = false;
    try {
      ended = STAGE.compareAndSet(this, RUNNING, tells ? how | UNTOLD : how);
    } finally {
      if (!ended) {
        payload = null;
        home.uncount(status);
      }
    }
    if (!ended) {
      return false;
    }
    try {
      if (tells) {
        tell(logged ? (Throwable) result : null);
      } else if (course == null) {
        // Nobody else's code runs before the thread takes the next task.
        here.lastEnd(now);
      }
    } finally {
      stage = how;
      released();
    }
    return true;
  }

  /** Ends a task whose own end was skipped by an Error in our code. */
  final void abandon(Runner here, Throwable thrown) {
    if (STAGE.compareAndSet(this, QUEUED, STARTING)) {
      runner = here;
    }
    int now = stage;
    if (runner != here || now >= INTERRUPTING) {
      return;
    }
    payload = thrown;
    finishedAt = startedAt;
    if (STAGE.compareAndSet(this, now, FAILED)) {
      try {
        home.count(Status.FAILED);
      } catch (Throwable t) {
        say("offstage: a task has failed and is not counted", t);
      } finally {
        released();
      }
    } else {
      payload = null;
    }
  }

  @Override
  public boolean cancel(boolean interrupt) {
    if (!cancelUntold(interrupt)) {
      return false;
    }
    tellCancelled();
    return true;
  }

  /**
   * As {@link #cancel}, but nobody hears of it before {@link #tellCancelled()}: so that many tasks
   * can be stopped before the first slow listener.
   *
   * @param cancelled gets this task if it is cancelled now: before that, since without memory for
   *     the entry nobody would ever hear of it
   */
  public boolean cancelUntold(boolean interrupt, List<PoolTask<?>> cancelled) {
    int at = cancelled.size();
    cancelled.add(self());
    boolean now = false;
    try {
      now = cancelUntold(interrupt);
    } finally {
      if (!now) {
        cancelled.remove(at);
      }
    }
    return now;
  }

  private boolean cancelUntold(boolean interrupt) {
    // What begins between the two stages must not stop half-way.
    StackRoom.askForNestedCalls();
    while (true) {
      int now = stage;
      if (now == QUEUED && STAGE.compareAndSet(this, QUEUED, INTERRUPTING)) {
        cancelled(false);
        try {
          leftQueue();
        } catch (Throwable t) {
          say("offstage: a cancelled task keeps its place in the queue until its turn", t);
        }
        return true;
      }
      if (now == RUNNING && STAGE.compareAndSet(this, RUNNING, INTERRUPTING)) {
        cancelled(interrupt);
        return true;
      }
      if (now > TIMING_OUT) {
        return false;
      }
      Moment.pass();
    }
  }

  /** Cancels a task that its thread has just taken out of the queue. */
  final boolean cancelTaken() {
    if (!STAGE.compareAndSet(this, QUEUED, INTERRUPTING)) {
      return false;
    }
    cancelled(false);
    tellCancelled();
    return true;
  }

  private void cancelled(boolean interrupt) {
    endFromOutside(CANCELLED, null, interrupt);
  }

  /** Called by who has taken the stage. */
  private void endFromOutside(int stageAfter, @Nullable Throwable failure, boolean interrupt) {
    int how = stageAfter | UNTOLD;
    payload = failure;
    try {
      finishedAt = home.clock().nanos();
      home.count(statusOf(stageAfter));
      Runner there = runner;
      if (interrupt && there != null && mayBeInterrupted()) {
        how |= INTERRUPTED;
        there.interrupt(this);
      }
    } catch (Throwable t) {
      // Every Throwable: an interrupt runs what a channel has to say to it.
      say("offstage: a task is cancelled, but its thread was not interrupted", t);
    } finally {
      stage = how;
    }
  }

  /**
   * Fails a task whose work still runs, and interrupts it; false if it does not run. Nobody hears
   * of it before {@link #tellFailed}.
   */
  final boolean failFromOutside(Throwable failure) {
    StackRoom.askForNestedCalls();
    if (!STAGE.compareAndSet(this, RUNNING, TIMING_OUT)) {
      return false;
    }
    endFromOutside(FAILED, failure, true);
    return true;
  }

  /**
   * Tells listeners and waiters of such a failure, once.
   *
   * @param logged whether nobody asks for it
   */
  final void tellFailed(Throwable failure, boolean logged) {
    try {
      if (logged || !home.listeners().isEmpty()) {
        tell(logged ? failure : null);
      }
    } finally {
      releaseCancelled();
    }
  }

  /** Tells listeners and waiters of a cancellation, once. */
  public void tellCancelled() {
    try {
      if (!home.listeners().isEmpty()) {
        tell(null);
      }
    } finally {
      releaseCancelled();
    }
  }

  /** As {@link #tellCancelled()}, but skips the listeners. */
  public void releaseCancelled() {
    stage = stage & ~UNTOLD;
    released();
  }

  /**
   * The log and the listeners. Their thread is not interrupted meanwhile, whatever the work left.
   */
  private void tell(@Nullable Throwable toBeLogged) {
    try {
      boolean interrupted = Thread.interrupted();
      Runner known = Runner.current();
      Runner here = known == null ? Runner.guest() : known;
      StagedTask<?> before = here.telling(this);
      try {
        if (toBeLogged != null) {
          home.failures()
              .add(new FailureLog.Failure(self(), toBeLogged, finishedAt - startedAt), "");
        }
        home.listeners().ended(this);
      } finally {
        here.telling(before);
        if (known == null) {
          Runner.forget();
        }
        if (interrupted) {
          here.thread.interrupt();
        }
      }
    } catch (Throwable t) {
      // Every Throwable, such as no memory: it has ended all the same.
      say("offstage: not everybody has heard of the end of a task", t);
    }
  }

  /** Never throws. */
  static void say(String what, Throwable t) {
    try {
      Log.warn(what, t);
    } catch (Throwable again) {
      // On a full stack not even that is possible.
    }
  }

  private void released() {
    context = null;
    Course own = course;
    try {
      if (own != null) {
        own.leavePlaces();
      }
    } catch (Throwable t) {
      say("offstage: a task has ended and keeps a place", t);
    }
    try {
      if (own != null) {
        own.ended();
      }
    } catch (Throwable t) {
      say("offstage: not everybody has heard of the end of a task", t);
    }
    leaveHeldIfOver();
    try {
      ended();
    } catch (Throwable t) {
      say("offstage: a batch has not heard of the end of one of its tasks", t);
    }
  }

  /** Gives back what it holds while a thread is in it; that thread does it if there is one. */
  abstract void leaveHeldIfOver();

  /** Called once it has ended, whatever way. */
  protected void ended() {}

  /** For the log: where the task was handed over. */
  abstract String place();

  /** Called once it was cancelled while it waited. */
  abstract void leftQueue();

  /** Takes the task back that its pool refused: it never got in. */
  public void withdraw() {
    stage = CANCELLED;
    payload = null;
    released();
  }
}
