package dev.offstage.internal.task;

import dev.offstage.Attempt;
import dev.offstage.Task;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of a task that is tried more than once, or for so long at most. */
abstract class RetriedTask<T extends @Nullable Object> extends StoredTask<T> {
  RetriedTask(TaskHome home, Object work, TaskContext context) {
    super(home, work, context);
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
    Object work = its.leftWork();
    if (work != null) {
      its.leftWork(null);
      waitElsewhere(work);
    }
  }

  /** Others say how it ends; they may also give it back to be run here. */
  private void waitElsewhere(Object work) {
    if (STAGE.compareAndSet(this, RUNNING, STARTING)) {
      payload = work;
      stage = QUEUED;
    }
  }

  private void goOn(Attempts tries) {
    try {
      Duration wait = tries.goOn();
      Object work = tries.work();
      if (STAGE.compareAndSet(this, RUNNING, STARTING)) {
        // Only now: whoever ends it meanwhile leaves the outcome here.
        payload = work;
        stage = QUEUED;
        again(tries, wait);
      }
    } catch (Throwable t) {
      // Such as no memory: nobody else would end it.
      say("offstage: task '" + name() + "' is not tried again", t);
      STAGE.compareAndSet(this, RUNNING, QUEUED);
      boolean unused = endUnstarted(FAILED, t);
    }
  }

  private void again(Attempts tries, Duration wait) {
    Stored its = storedOrNull();
    if (its == null) {
      home.again(self(), wait);
      return;
    }
    home.countRetried();
    List<Attempt> all = tries.all();
    Throwable failure = all.get(all.size() - 1).error();
    its.again(tries.count(), wait, failure == null ? new IllegalStateException(name()) : failure);
  }

  /** Whether another attempt would still find somebody who makes it. */
  final boolean mayTryAgain() {
    return home.mayTryAgain() || storedOrNull() != null;
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
}
