package dev.offstage.durable.run;

import dev.offstage.NotStoredException;
import dev.offstage.Recurring;
import dev.offstage.durable.call.CallData;
import dev.offstage.durable.call.PlanData;
import dev.offstage.durable.join.SqlFunction;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.NewRow;
import dev.offstage.durable.row.Scheduled;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Writes down tasks that come again. Thread-safe. */
final class Schedules {
  /** As long as an id is anywhere. */
  private static final int LONGEST_NAME = 100;

  private final Calls calls;
  private final Connections connections;
  private final Scheduled rows;
  private final DatabaseClock clock;
  private final BackgroundThreads threads;

  Schedules(
      Calls calls,
      Connections connections,
      Scheduled rows,
      DatabaseClock clock,
      BackgroundThreads threads) {
    this.calls = calls;
    this.connections = connections;
    this.rows = rows;
    this.clock = clock;
    this.threads = threads;
  }

  /** See {@link dev.offstage.internal.store.TaskStore#schedule}. */
  Recurring add(PoolTask<?> task, Plan plan, StorePool pool, Schedule schedule) {
    StoredCall call = plan.stored;
    if (call == null) {
      throw new IllegalArgumentException(task.name() + " has no call");
    }
    if (plan.key != null || plan.order != null) {
      throw new IllegalArgumentException(
          "key and orderBy are not for durable tasks that come again: there is one of each name, which"
              + " runs one time after the other");
    }
    if (task.name().length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "The name '"
              + task.name()
              + "' is too long for a durable task that comes again; allowed: "
              + LONGEST_NAME
              + " characters");
    }
    Instant due = schedule.next(clock.now());
    if (due == null) {
      throw new IllegalArgumentException("'" + schedule + "' is at no time: there is no such day");
    }
    NamedMethod method = calls.check(call.method, plan);
    CallData data = calls.of(method);
    Map<String, Object> options = PlanData.write(task.name(), plan, task.mayBeInterrupted());
    if (calls.isOnBean(method, call.receiver)) {
      PlanData.putOnBean(options);
    }
    byte[] last = data.writeCall(options, call.arguments.toArray());
    PlanData.putSchedule(options, schedule);
    byte[] bytes = data.writeCall(options, call.arguments.toArray());
    String id = Scheduled.idOf(task.name());
    NewRow row =
        new NewRow(
            id,
            method.name,
            pool.name(),
            bytes,
            due,
            Accepting.levelOf(plan.priority),
            null,
            false,
            null,
            null);
    Boolean unused =
        with(
            connection -> {
              rows.register(connection, row, known -> isSame(schedule, method, known), clock.now());
              return true;
            });
    return new StoredRecurrence(this, task.name(), method.name, id, last);
  }

  private boolean isSame(Schedule schedule, NamedMethod method, byte[] known) {
    Schedule before = calls.schedule(method, known);
    return before != null && before.toString().equals(schedule.toString());
  }

  void cancel(String method, String id, byte[] last) {
    Boolean unused =
        with(
            connection -> {
              rows.cancel(connection, method, id, last);
              return true;
            });
  }

  @Nullable Instant next(String method, String id) {
    Instant[] found = with(connection -> new Instant[] {rows.next(connection, method, id)});
    return found[0];
  }

  /** Not on the caller's thread, which may be in a transaction that gets its connections. */
  private <T> T with(SqlFunction<T> work) {
    FutureTask<T> done = new FutureTask<>(() -> connections.with(work));
    Thread unused = threads.start("schedule", done);
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotStoredException("It is not known whether the store has taken it", e);
    } catch (ExecutionException e) {
      throw new NotStoredException(
          "The database of offstage.store has not taken it (" + e.getCause() + ")", e.getCause());
    }
  }
}
