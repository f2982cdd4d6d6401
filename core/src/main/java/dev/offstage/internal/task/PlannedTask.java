package dev.offstage.internal.task;

import dev.offstage.Priority;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.text.OneLine;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a plan adds to the way of a task: gates before it, a priority, a reason for its end. */
abstract class PlannedTask<T extends @Nullable Object> extends EndingTask<T> implements Queued {
  PlannedTask(TaskHome home, Object work, TaskContext context) {
    super(home, work, context);
  }

  /** Takes up a place until it starts or ends. */
  public void takes(Place place) {
    course().takes(place);
  }

  /** Has something to give back when no thread is in it any more, and none will be. */
  public void holds(Place place) {
    course().planned().holds(place);
    leaveHeldIfOver();
  }

  /** The same, but when the thread of this attempt has left it. */
  public void holdsForAttempt(Place place) {
    course().planned().holdsForAttempt(place);
    leaveHeldIfOver();
  }

  /** Is held back until {@link #release()}. */
  public void keptBy(Kept holder) {
    course().planned().keptBy(holder);
    takes(holder);
  }

  /** Lets a task start that is held back; does nothing for any other, and the second time. */
  public void release() {
    Planned its = plannedOrNull();
    Kept holder = its == null ? null : its.kept();
    if (holder != null) {
      holder.release();
    }
  }

  /** Begins its way through these; then starts as by {@link #release()}. */
  public void passes(Iterable<Gate> gates) {
    Passage passage = new Passage(self(), gates);
    course().planned().passes(passage);
    go(passage, null);
  }

  private void go(Passage passage, @Nullable Gate from) {
    try {
      if (passage.goOn(from)) {
        release();
      }
    } catch (Throwable t) {
      // Such as no memory for a timer's thread: nobody else would let it go on.
      boolean unused = endUnstarted(FAILED, t);
      throw t;
    }
  }

  /** The gate that has kept it lets it go on; does nothing if it is not at that one. */
  public void passed(Gate gate) {
    Planned its = plannedOrNull();
    Passage passage = its == null ? null : its.passage();
    if (passage != null) {
      go(passage, gate);
    }
  }

  /** As {@link #cancelUntold(boolean, List)}, and says why. */
  public boolean cancelUntold(String why, List<PoolTask<?>> cancelled) {
    course().planned().cause(why);
    return cancelUntold(true, cancelled);
  }

  /** It waits for this time from now on, or null: not any more. */
  public void due(@Nullable Instant time) {
    course().planned().due(time);
  }

  /** Called before it is handed over: no thread that lets it go on ever runs it, full or not. */
  public void runElsewhere() {
    course().planned().runElsewhere();
  }

  /** Whether that was called. */
  public boolean runsElsewhere() {
    Planned its = plannedOrNull();
    return its != null && its.runsElsewhere();
  }

  @Override
  public Priority priority() {
    Planned its = plannedOrNull();
    return its == null ? Priority.NORMAL : its.priority();
  }

  /**
   * Called before it is handed over.
   *
   * @param laterNanos how much later its turn is for that; below 0: earlier
   */
  public void prioritize(Priority its, long laterNanos) {
    Planned planned = course().planned();
    planned.priority(its);
    planned.laterNanos(laterNanos);
  }

  @Override
  public long turn() {
    Planned its = plannedOrNull();
    return its == null ? createdNanos() : createdNanos() + its.laterNanos();
  }

  /** Called before it is handed over: it has to pass these before it is tried again, too. */
  public void passesAgain(List<Gate> gates) {
    course().planned().again(gates);
  }

  /** What was said by {@link #passesAgain}. */
  public List<Gate> again() {
    Planned its = plannedOrNull();
    return its == null ? Collections.emptyList() : its.again();
  }

  /** A task that has to end before this one goes on; null if there is none, or nobody knows. */
  final @Nullable PoolTask<?> inTheWay() {
    Gate gate = gate();
    return gate == null ? null : gate.inTheWay();
  }

  /** The gate that it is at; null if it is at none. */
  final @Nullable Gate gate() {
    Planned its = plannedOrNull();
    Passage passage = its == null ? null : its.passage();
    return passage == null ? null : passage.at();
  }

  /** Called before it is handed over. */
  public void tries(AttemptPolicy policy) {
    tries(policy, 0);
  }

  /**
   * The same.
   *
   * @param before how many attempts there were already, elsewhere
   */
  public void tries(AttemptPolicy policy, int before) {
    course().planned().attempts(new Attempts(self(), policy, before));
  }

  @Override
  boolean mayBeQueuedLater() {
    Planned its = plannedOrNull();
    return its != null && (its.kept() != null || its.attempts() != null);
  }

  /** Says how it has ended where it is written down, if it is. */
  abstract void tellStore();

  @Override
  abstract PoolTask<?> self();

  @Override
  final void leaveHeldIfOver() {
    if (!hasEnded()) {
      return;
    }
    tellStore();
    if (runner == null) {
      leaveHeld(true);
    }
  }

  /**
   * No thread is in it now.
   *
   * @param forGood whether none will be
   */
  final void leaveHeld(boolean forGood) {
    Planned its = plannedOrNull();
    if (its == null) {
      return;
    }
    try {
      its.leaveHeld(forGood);
    } catch (Throwable t) {
      say("offstage: a task has ended, and others behind it may wait for ever", t);
    }
  }

  /** Ends it without its work; false if a thread has begun with that, or it has ended. */
  final boolean endUnstarted(int how, @Nullable Object outcome) {
    if (!STAGE.compareAndSet(this, QUEUED, STARTING)) {
      return false;
    }
    payload = outcome;
    try {
      finishedAt = home.clock().nanos();
      home.count(statusOf(how));
    } finally {
      stage = how | UNTOLD;
      tellCancelled();
    }
    return true;
  }

  @Override
  public @Nullable String cause() {
    Planned its = isCancelled() ? plannedOrNull() : null;
    return its == null ? null : its.cause();
  }

  /** Cancels it unless a thread has begun with it. */
  public boolean cancelQueued(String why) {
    StackRoom.askForNestedCalls();
    if (status() != Status.QUEUED) {
      return false;
    }
    course().planned().cause(why);
    if (!cancelTaken()) {
      return false;
    }
    leftQueue();
    return true;
  }

  @Override
  public boolean cancel(String why) {
    Objects.requireNonNull(why, "why");
    if (isDone()) {
      return false;
    }
    course().planned().cause(OneLine.shortened(why));
    return cancel(true);
  }
}
