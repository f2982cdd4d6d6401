package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.gate.ResponseGate;
import dev.offstage.internal.gate.TimeGate;
import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.AttemptPolicy;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What plans ask of the tasks of one pool. Thread-safe. */
final class Plans {
  private final PoolHome home;
  private final AttemptPolicy attempts;

  Plans(PoolHome home, PoolSettings settings) {
    this.home = home;
    this.attempts = attempts(settings);
  }

  private static AttemptPolicy attempts(PoolSettings its) {
    AttemptPolicy.Draft draft = new AttemptPolicy.Draft();
    draft.retries = its.retries();
    draft.backoff = its.backoff();
    draft.timeout = its.timeout();
    draft.grace = its.grace();
    return draft.done();
  }

  /** Whether every task of the pool has a plan. */
  boolean areForAll() {
    return attempts.isMore();
  }

  /**
   * Gives a task its key, if it has one.
   *
   * @return the task, or the one that the caller gets in its place
   * @throws dev.offstage.TaskKnownException if there is one and the plan says so
   */
  <T extends @Nullable Object> PoolTask<T> enter(PoolTask<T> task, Plan plan) {
    return task;
  }

  /** What the task has to pass before it may start, in this order. */
  List<Gate> gates(PoolTask<?> task, Plan plan) {
    AttemptPolicy own = plan.attempts;
    if (own != null) {
      task.tries(own.or(attempts));
    } else if (attempts.isMore()) {
      task.tries(attempts);
    }
    if (plan.priority != Priority.NORMAL) {
      task.prioritize(plan.priority);
    }
    List<Gate> gates = new ArrayList<>(2);
    if (plan.start == Start.AFTER_RESPONSE) {
      AfterResponse request = AfterResponse.current();
      if (request != null) {
        gates.add(new ResponseGate(request));
      }
    }
    if (isForLater(plan)) {
      gates.add(
          plan.at == null
              ? TimeGate.after(plan.delayOrNone(), home.clock(), () -> home.closed)
              : TimeGate.at(plan.at, home.clock(), () -> home.closed));
    }
    return gates;
  }

  /** Whether a task waits for its time, and so for its place in the queue. */
  boolean isForLater(@Nullable Plan plan) {
    if (plan == null || home.workers.areInline()) {
      return false;
    }
    return plan.at == null
        ? !plan.delayOrNone().isZero()
        : plan.at.isAfter(home.clock().timeOfDay());
  }

  /** The same for one that is tried again after this time. */
  List<Gate> gatesAgain(PoolTask<?> task, Duration wait) {
    List<Gate> gates = new ArrayList<>(2);
    gates.add(TimeGate.after(wait, home.clock(), () -> home.closed));
    return gates;
  }
}
