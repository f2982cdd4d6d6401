package dev.offstage.internal.task;

import dev.offstage.Attempt;
import dev.offstage.Priority;
import dev.offstage.Task;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a plan adds to the life of a task: gates before it, attempts, a reason for its end. */
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
    if (passage.goOn(null)) {
      release();
    }
  }

  /** The gate that has kept it lets it go on; does nothing if it is not at that one. */
  public void passed(Gate gate) {
    Planned its = plannedOrNull();
    Passage passage = its == null ? null : its.passage();
    if (passage != null && passage.goOn(gate)) {
      release();
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
    course().planned().attempts(new Attempts(self(), policy));
  }

  @Override
  boolean mayBeQueuedLater() {
    Planned its = plannedOrNull();
    return its != null && (its.kept() != null || its.attempts() != null);
  }

  @Override
  abstract PoolTask<?> self();

  @Override
  final void leaveHeldIfOver() {
    if (hasEnded() && runner == null) {
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

  final @Nullable Attempts attemptsOrNull() {
    Planned its = plannedOrNull();
    return its == null ? null : its.attempts();
  }

  /** Whether it waited too long for a thread; then it is cancelled now. */
  final boolean hasExpired() {
    Attempts tries = attemptsOrNull();
    if (tries == null || !tries.isEmpty()) {
      return false;
    }
    Duration most = tries.policy().expires();
    if (most == null || waitedNanos() <= Durations.nanos(most)) {
      return false;
    }
    course().planned().cause("expired");
    if (cancelTaken()) {
      home.countExpired();
    }
    return true;
  }

  /**
   * The thread of an attempt has left it.
   *
   * @param inside whether it is back in another task
   */
  final void left(boolean inside) {
    Planned its = plannedOrNull();
    if (its == null) {
      return;
    }
    leaveHeld(hasEnded());
    Attempts tries = its.attempts();
    if (tries != null) {
      tries.left(inside);
      if (tries.isToGoOn()) {
        goOn(tries);
      }
    }
  }

  private void goOn(Attempts tries) {
    Duration wait = tries.goOn();
    payload = tries.work();
    if (STAGE.compareAndSet(this, RUNNING, QUEUED)) {
      home.again(self(), wait);
    } else {
      // It has been cancelled, or the drain has come.
      payload = null;
    }
  }

  /** Its last attempt has failed. */
  final void giveUp() {
    Attempts tries = attemptsOrNull();
    Consumer<Task<?>> action = tries == null ? null : tries.policy().onGiveUp();
    if (action == null) {
      return;
    }
    try {
      action.accept(self());
    } catch (Throwable t) {
      // Every Throwable: the task has ended, and its thread goes on.
      Log.warn("offstage: what was to happen when task '" + name() + "' gave up has thrown", t);
    }
  }

  @Override
  public List<Attempt> attempts() {
    Attempts tries = attemptsOrNull();
    if (tries != null) {
      return tries.all();
    }
    Instant began = started();
    return began == null
        ? Collections.emptyList()
        : Collections.singletonList(new Tried(1, began, finished(), error()));
  }

  @Override
  public @Nullable Instant nextAttempt() {
    Planned its = status() == Status.QUEUED ? plannedOrNull() : null;
    Instant due = its == null ? null : its.due();
    Attempts tries = its == null || due != null ? null : its.attempts();
    return tries == null ? due : tries.next();
  }

  @Override
  public boolean isStopping() {
    Attempts tries = attemptsOrNull();
    return isCancelled() || (tries != null && tries.isOutOfTime());
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
    if (isDone()) {
      return false;
    }
    course().planned().cause(OneLine.shortened(why));
    return cancel(true);
  }
}
