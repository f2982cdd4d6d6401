package dev.offstage.durable.run;

import dev.offstage.NotStoredException;
import dev.offstage.Priority;
import dev.offstage.TaskKnownException;
import dev.offstage.WhenKnown;
import dev.offstage.durable.call.CallData;
import dev.offstage.durable.call.PlanData;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Cancels;
import dev.offstage.durable.row.Claim;
import dev.offstage.durable.row.Inserts;
import dev.offstage.durable.row.Keys;
import dev.offstage.durable.row.Lane;
import dev.offstage.durable.row.NewRow;
import dev.offstage.internal.commit.CommitGate;
import dev.offstage.internal.commit.Outcome;
import dev.offstage.internal.commit.Transaction;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.store.Written;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.text.Log;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes down what is handed over to this process. Thread-safe. */
final class Accepting {
  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Calls calls;
  private final Inserter inserter;
  private final HeldTasks held;
  private final WaitingTasks waiting;
  private final RunTasks run;
  private final OrderedTasks ordered;
  private final Wake wake;
  private final String me;

  /**
   * For one process.
   *
   * @param me its name in the store
   */
  Accepting(
      Calls calls,
      Inserter inserter,
      HeldTasks held,
      WaitingTasks waiting,
      RunTasks run,
      OrderedTasks ordered,
      Wake wake,
      String me) {
    this.calls = calls;
    this.inserter = inserter;
    this.held = held;
    this.waiting = waiting;
    this.run = run;
    this.ordered = ordered;
    this.wake = wake;
    this.me = me;
  }

  /** See {@link dev.offstage.internal.store.TaskStore#write}. */
  Written write(PoolTask<?> task, Plan plan, StorePool pool, boolean here) {
    StoredCall call = plan.stored;
    if (call == null) {
      throw new IllegalArgumentException(task.name() + " has no call");
    }
    NamedMethod method = calls.check(call.method, plan);
    CallData data = calls.of(method);
    Map<String, Object> options = PlanData.write(task.name(), plan, task.mayBeInterrupted());
    boolean onBean = calls.isOnBean(method, call.receiver);
    if (onBean) {
      PlanData.putOnBean(options);
    }
    byte[] bytes = data.writeCall(options, call.arguments.toArray());
    boolean mine = here && !calls.isComing(method, onBean) && held.expect(task.id());
    try {
      long until = System.nanoTime() + ENDING_NANOS;
      while (true) {
        Written written = write(task, plan, pool, method, bytes, mine);
        if (written != null) {
          return written;
        }
        // A task with its key has ended here, and is about to be written down.
        if (System.nanoTime() > until) {
          throw new NotStoredException(
              "The task was not accepted: a task with the key '"
                  + plan.key
                  + "' has ended, but the store does not take how",
              null);
        }
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    } finally {
      if (mine) {
        held.expectNoMore(task.id());
      }
    }
  }

  /** Null if it is worth another try. */
  private @Nullable Written write(
      PoolTask<?> task, Plan plan, StorePool pool, NamedMethod method, byte[] bytes, boolean here) {
    Instant now = run.now();
    Instant due = plan.dueAt(now);
    NewRow row =
        new NewRow(
            task.id(),
            method.name,
            pool.name(),
            bytes,
            due,
            levelOf(plan.priority),
            plan.key,
            plan.whenKnown == WhenKnown.REPLACE,
            plan.order,
            here ? me : null);
    Inserted inserted = inserter.insert(row);
    Keys.Holder known = inserted.known;
    if (known != null && row.joins()) {
      return joined(known, task, plan, pool, method);
    }
    if (known != null && !inserted.joined) {
      PoolTask<?> replaced = held.find(known.id);
      if (replaced != null) {
        // The store says so, too, at the next beat.
        replaced.cancelQueued(Cancels.REPLACED);
      }
    }
    Transaction transaction = inserted.transaction;
    if (here) {
      Claim claim = new Claim(task.id(), method.name, Inserts.FIRST);
      Held taken =
          new Held(
              run,
              pool,
              task,
              method,
              calls.outcomes(method, plan.keep),
              null,
              claim,
              inserted.joined);
      held.add(taken);
      return new Written(taken, transaction);
    }
    Lane lane = row.lane();
    Runnable written = () -> waitsNow(task, method, lane, !due.isAfter(now));
    if (transaction == null) {
      written.run();
    } else {
      task.storedAs(waiting.stored(task.id(), method));
      await(transaction, task, written);
    }
    return Written.elsewhere();
  }

  /** The caller gets the task that is there; null if that has ended, and only its row has not. */
  private @Nullable Written joined(
      Keys.Holder known, PoolTask<?> task, Plan plan, StorePool pool, NamedMethod method) {
    PoolTask<?> there = held.find(known.id);
    if (there != null && there.isDone()) {
      return null;
    }
    if (there == null) {
      there = waiting.find(known.id);
    }
    if (there == null) {
      NamedMethod its = calls.names().find(known.name);
      StoredCall call = new StoredCall(method.method, null, Collections.emptyList());
      there = pool.make(known.id, task.name(), call, () -> null, Plan.PLAIN, 0);
      waiting.join(there, known.name, its == null ? method : its);
    }
    if (plan.whenKnown == WhenKnown.REJECT) {
      throw new TaskKnownException(String.valueOf(plan.key), there);
    }
    return Written.known(there);
  }

  private void waitsNow(PoolTask<?> task, NamedMethod method, @Nullable Lane lane, boolean isDue) {
    waiting.add(task, method);
    if (lane != null) {
      ordered.changed(lane);
    } else if (isDue) {
      wake.others();
    }
  }

  private void await(Transaction transaction, PoolTask<?> task, Runnable written) {
    try {
      transaction.whenEnded(
          outcome -> {
            if (outcome == Outcome.COMMITTED) {
              written.run();
            } else {
              task.cancel(CommitGate.ROLLED_BACK);
            }
          });
    } catch (Throwable t) {
      // Every Throwable: the transaction goes on, and the store finds the task once it is there.
      Log.warn("offstage: nobody here hears how '" + task.name() + "' ends", t);
    }
  }

  static int levelOf(Priority priority) {
    return priority == Priority.NORMAL ? 0 : priority == Priority.HIGH ? 1 : -1;
  }
}
