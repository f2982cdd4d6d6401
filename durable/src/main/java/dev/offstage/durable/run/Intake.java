package dev.offstage.durable.run;

import dev.offstage.Task;
import dev.offstage.durable.call.CallData;
import dev.offstage.durable.call.PlanData;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Claim;
import dev.offstage.durable.row.End;
import dev.offstage.durable.row.Lane;
import dev.offstage.durable.row.Row;
import dev.offstage.durable.row.Scheduled;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.task.Elsewhere;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Makes tasks of rows that this process has taken, and hands them to their pools. Thread-safe. */
final class Intake {
  private final Calls calls;
  private final HeldTasks held;
  private final WaitingTasks waiting;
  private final Acknowledger acknowledger;
  private final DatabaseClock clock;
  private final RunTasks run;
  private final OrderedTasks ordered;
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  // Whether it must be a bean.
  private final Map<String, Boolean> without = new ConcurrentHashMap<>();

  Intake(
      Calls calls,
      HeldTasks held,
      WaitingTasks waiting,
      Acknowledger acknowledger,
      DatabaseClock clock,
      RunTasks run,
      OrderedTasks ordered) {
    this.calls = calls;
    this.held = held;
    this.waiting = waiting;
    this.acknowledger = acknowledger;
    this.clock = clock;
    this.run = run;
    this.ordered = ordered;
  }

  /**
   * Names that this application has no method for, as another version of it may, or no object yet.
   */
  Set<String> unknown() {
    without.entrySet().removeIf(each -> isThere(each.getKey(), each.getValue()));
    Set<String> all = new HashSet<>(unknown);
    all.addAll(without.keySet());
    return all;
  }

  private boolean isThere(String name, boolean onBean) {
    NamedMethod method = calls.names().find(name);
    return method == null || calls.missing(method, onBean) == null;
  }

  /** Takes one. */
  void take(Row row, StorePool pool) {
    Claim claim = new Claim(row.id, row.name, row.version);
    if (row.cancelled != null) {
      // While another node had it, which has died or left it before it heard of that.
      end(row, claim, Task.Status.CANCELLED.name(), row.cancelled);
      return;
    }
    Lane lane = row.lane;
    if (lane != null && !row.hasLane) {
      acknowledger.add(End.inLane(claim), (end, wasOurs) -> ordered.changed(lane));
      return;
    }
    NamedMethod method = calls.names().find(row.name);
    if (method == null) {
      giveBack(claim);
      if (unknown.add(row.name)) {
        Log.warn(
            "offstage: the store has tasks for '"
                + row.name
                + "', which this version of the application does not have; they wait for one that"
                + " does. If the method has another name now, give it the old one as well, in"
                + " offstage.store.tasks");
      }
      return;
    }
    if (calls.mayBeMissing(method) && waits(row, claim, method)) {
      return;
    }
    PoolTask<?> task;
    Duration keep;
    try {
      CallData.Written written = calls.of(method).read(row.data);
      keep = PlanData.keep(written.options());
      PoolTask<?> known = waiting.take(row.id);
      task = known == null ? made(row, pool, method, written) : known;
      if (known != null) {
        known.isElsewhere(null);
      }
    } catch (RuntimeException | LinkageError e) {
      String why = "it cannot be read: " + e;
      Log.warn("offstage: task '" + row.name + "' (" + row.id + ") is parked: " + why);
      end(row, claim, "PARKED", why);
      return;
    }
    Outcomes outcomes = Scheduled.is(row.id) ? calls.turns(method) : calls.outcomes(method, keep);
    Held taken = new Held(run, pool, task, method, outcomes, lane, claim, false);
    task.storedAs(taken);
    held.add(taken);
    pool.resume(task);
    if (task.isDone()) {
      // It was cancelled just before this was where it is written down.
      taken.ended(task.status(), null, task.cause(), false);
    }
  }

  private void end(Row row, Claim claim, String state, String why) {
    acknowledger.add(
        End.kept(claim, state, why, null, null, row.failures, null),
        (end, wasOurs) -> {
          if (row.lane != null) {
            ordered.changed(row.lane);
          }
        });
  }

  void giveBack(Claim claim) {
    acknowledger.add(End.back(claim), (end, wasOurs) -> {});
  }

  private PoolTask<?> made(Row row, StorePool pool, NamedMethod method, CallData.Written written) {
    Map<?, ?> options = written.options();
    boolean onBean = PlanData.isOnBean(options);
    StoredCall call = new StoredCall(method.method, null, Arrays.asList(written.arguments()));
    Duration waited = Duration.between(row.handedOver, clock.now());
    Plan plan = PlanData.read(options, call, waited);
    Callable<?> work = () -> calls.call(method, onBean, call.arguments);
    PoolTask<?> task =
        pool.make(row.id, PlanData.name(options, row.name), call, work, plan, row.failures);
    if (!PlanData.interrupts(options)) {
      task.neverInterrupt();
    }
    task.isElsewhere(new Elsewhere(row.handedOver, null, null));
    return task;
  }

  /** Gives it back if nothing here has the method yet. */
  private boolean waits(Row row, Claim claim, NamedMethod method) {
    boolean onBean = false;
    try {
      onBean = !method.isStatic() && PlanData.isOnBean(calls.of(method).readOptions(row.data));
    } catch (RuntimeException e) {
      // Whoever reads all of it says so.
      return false;
    }
    String missing = calls.missing(method, onBean);
    if (missing == null) {
      return false;
    }
    giveBack(claim);
    if (without.put(row.name, onBean) == null && said.add(row.name + missing)) {
      Log.info("offstage: tasks for '" + row.name + "' wait in the store: " + missing);
    }
    return true;
  }
}
