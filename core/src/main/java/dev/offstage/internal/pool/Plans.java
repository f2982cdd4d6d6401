package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.TaskKnownException;
import dev.offstage.WhenKnown;
import dev.offstage.internal.commit.CommitGate;
import dev.offstage.internal.commit.Transaction;
import dev.offstage.internal.commit.Transactions;
import dev.offstage.internal.gate.KnownTasks;
import dev.offstage.internal.gate.OrderLanes;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What plans ask of the tasks of one pool. Thread-safe. */
final class Plans {
  private static final long STRICT_NANOS = TimeUnit.DAYS.toNanos(36_500);

  private final PoolHome home;
  private final AttemptPolicy attempts;
  private final boolean forAll;
  private final Transactions transactions = new Transactions();
  private final KnownTasks known = new KnownTasks();
  private final OrderLanes lanes = new OrderLanes();
  private final long step;

  Plans(PoolHome home, PoolSettings settings) {
    this.home = home;
    this.attempts = attempts(settings);
    this.forAll = attempts.isMore();
    this.step = step(home.app.settings().priorityStep());
  }

  private static AttemptPolicy attempts(PoolSettings its) {
    AttemptPolicy.Draft draft = new AttemptPolicy.Draft();
    draft.retries = its.retries();
    draft.backoff = its.backoff();
    draft.timeout = its.timeout();
    draft.grace = its.grace();
    return draft.done();
  }

  /** Without a step levels are strict: as if the step were longer than any application runs. */
  private static long step(Duration its) {
    return its.isZero() ? STRICT_NANOS : its.toNanos();
  }

  /** How many keys tasks have now. */
  int keys() {
    return known.size();
  }

  /** How many lanes tasks are in now. */
  int lanes() {
    return lanes.count();
  }

  /** Whether every task of the pool has a plan. */
  boolean areForAll() {
    return forAll;
  }

  /**
   * Gives a task that the pool has a place for its key, if it has one.
   *
   * @return the task, or the one that the caller gets in its place
   * @throws dev.offstage.TaskKnownException if there is one and the plan says so
   */
  <T extends @Nullable Object> PoolTask<T> enter(PoolTask<T> task, @Nullable Plan plan) {
    String key = plan == null ? null : plan.key;
    if (plan == null || key == null) {
      return task;
    }
    PoolTask<?> in = known.enter(key, plan.whenKnown, task);
    return in == null ? task : joined(in, plan);
  }

  /**
   * The task that the caller gets before anything is asked of the pool; null if it is to be a new
   * one.
   *
   * @throws dev.offstage.TaskKnownException if there is one and the plan says so
   */
  <T extends @Nullable Object> @Nullable PoolTask<T> known(@Nullable Plan plan) {
    String key = plan == null ? null : plan.key;
    if (plan == null || key == null || plan.whenKnown == WhenKnown.REPLACE) {
      return null;
    }
    PoolTask<?> in = known.find(key);
    return in == null ? null : joined(in, plan);
  }

  @SuppressWarnings("unchecked") // who gives two tasks the same key says that they are the same
  private static <T extends @Nullable Object> PoolTask<T> joined(PoolTask<?> known, Plan plan) {
    if (plan.whenKnown == WhenKnown.REJECT) {
      throw new TaskKnownException(String.valueOf(plan.key), known);
    }
    return (PoolTask<T>) known;
  }

  /**
   * Whether a task goes to the queue by way of a place that is reserved first, even without gates.
   */
  boolean isReserved(@Nullable Plan plan) {
    return plan != null && (plan.key != null || plan.priority != Priority.NORMAL);
  }

  /** What the task has to pass before it may start, in this order. */
  List<Gate> gates(PoolTask<?> task, Plan plan) {
    AttemptPolicy own = plan.attempts;
    if (own != null) {
      task.tries(own.or(attempts));
    } else if (attempts.isMore()) {
      task.tries(attempts);
    }
    describe(task, plan);
    List<Gate> gates = new ArrayList<>(2);
    addStart(gates, task, plan, null);
    if (isForLater(plan)) {
      gates.add(
          plan.at == null
              ? TimeGate.after(plan.delayOrNone(), home.clock(), () -> home.closed)
              : TimeGate.at(plan.at, home.clock(), () -> home.closed));
    }
    if (plan.order != null) {
      gates.add(lanes.gate(plan.order));
    }
    addLimits(gates, task, plan);
    return gates;
  }

  /**
   * What a task has to pass that is written down already, and whose time has come.
   *
   * @param written the transaction in which it was; null for none
   */
  List<Gate> gatesStored(PoolTask<?> task, Plan plan, @Nullable Transaction written) {
    List<Gate> gates = new ArrayList<>(2);
    addStart(gates, task, plan, written);
    gates.addAll(task.again());
    return gates;
  }

  /**
   * Gives a task what its plan says, all but its gates before the first attempt.
   *
   * @param before how many attempts there were already, elsewhere
   * @throws IllegalArgumentException if there is no limit of that name
   */
  void describeStored(PoolTask<?> task, Plan plan, int before) {
    AttemptPolicy own = plan.attempts;
    task.tries(own == null ? attempts : own.or(attempts), before);
    describe(task, plan);
    addLimits(new ArrayList<>(1), task, plan);
  }

  private void describe(PoolTask<?> task, Plan plan) {
    if (plan.priority != Priority.NORMAL) {
      task.prioritize(plan.priority, plan.priority == Priority.LOW ? step : -step);
    }
  }

  private void addStart(
      List<Gate> gates, PoolTask<?> task, Plan plan, @Nullable Transaction written) {
    if (plan.start == Start.AFTER_RESPONSE) {
      AfterResponse request = AfterResponse.current();
      if (request != null) {
        gates.add(new ResponseGate(request, plan.answer));
      }
    }
    Transaction transaction = written;
    if (transaction == null && plan.start == Start.AFTER_COMMIT) {
      transaction = transactions.current();
    }
    if (transaction != null) {
      if (!home.workers.areInline()) {
        // The connection of the transaction is still bound to the thread that tells of its end.
        task.runElsewhere();
      }
      gates.add(new CommitGate(transaction, home.clock(), home::countRolledBack));
    }
  }

  private void addLimits(List<Gate> gates, PoolTask<?> task, Plan plan) {
    if (!plan.limits.isEmpty()) {
      List<Gate> limits = home.app.limits().gates(plan.limits);
      task.passesAgain(limits);
      gates.addAll(limits);
    }
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
    gates.addAll(task.again());
    return gates;
  }
}
