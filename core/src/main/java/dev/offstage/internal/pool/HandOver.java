package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.Prepared;
import dev.offstage.Recurring;
import dev.offstage.TaskKnownException;
import dev.offstage.Work;
import dev.offstage.internal.commit.CommitGate;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.TaskHome;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes tasks of one pool and hands them over. Thread-safe. */
public final class HandOver extends Entrance {
  private final StoredEntrance stored;

  HandOver(PoolHome home, Supplier<PoolSettings> settings) {
    super(home, settings);
    this.stored = new StoredEntrance(home, this);
  }

  /** The way of durable tasks. */
  public StoredEntrance stored() {
    return stored;
  }

  /** The pool as its tasks see it. */
  public TaskHome home() {
    return home;
  }

  /** Whether a thread that waits for tasks has to run them: nobody else might. */
  boolean waitersRun() {
    return home.isManual() || PoolTask.isOnThreadOf(home);
  }

  /**
   * Hands a task over that starts when its plan says so. A full pool does what its policy is.
   *
   * @throws dev.offstage.PoolFullException if there is no room
   * @throws dev.offstage.PoolClosedException if the pool is closed
   */
  public <T extends @Nullable Object> PoolTask<T> start(PoolTask<T> task, @Nullable Plan plan) {
    // Nearly all have none, and pay for none.
    if (plan != null || home.plans.areForAll()) {
      TaskStore store = storeFor(plan);
      if (plan != null && store != null) {
        return stored.start(task, plan, store);
      }
      List<Gate> gates = gates(task, plan);
      if (!gates.isEmpty() || home.plans.isReserved(plan)) {
        PoolTask<T> held = hold(task, plan, gates.isEmpty());
        if (held == task) {
          task.passes(gates);
        }
        return held;
      }
    }
    QueuePlace place = takePlace(task);
    Entry entry = admission.admit(task, place);
    if (entry == Entry.FULL) {
      if (fallsToCaller()) {
        home.listeners().queued(task);
        task.runHere();
        return task;
      }
      entry = within(task, place, () -> admission.admit(task, place));
    }
    if (entry != Entry.TAKEN) {
      throw refused(task, place, entry, waits());
    }
    home.listeners().queued(task);
    return task;
  }

  private @Nullable TaskStore storeFor(@Nullable Plan plan) {
    return plan == null || plan.stored == null ? null : home.app.store().orNull();
  }

  /**
   * Has tasks come again by themselves, if they are written down.
   *
   * @param task as each of them is
   * @return null if they live in this process only, which has to hand over each of them
   * @throws IllegalArgumentException if they cannot be written down
   * @throws dev.offstage.NotStoredException if they were not
   */
  private @Nullable Recurring scheduled(
      PoolTask<?> task, @Nullable Plan plan, Supplier<Schedule> schedule) {
    TaskStore store = storeFor(plan);
    return plan == null || store == null
        ? null
        : store.schedule(task, plan, stored, schedule.get());
  }

  /** Hands work over so much after the end of the task before. */
  public Recurring every(
      Supplier<? extends PoolTask<?>> maker, @Nullable Plan plan, Duration interval) {
    Recurring stays = scheduled(maker.get(), plan, () -> Schedule.every(interval));
    return stays == null ? Every.start(this, maker, plan, interval) : stays;
  }

  /** The same at the times of a cron expression. */
  public Recurring cron(
      Supplier<? extends PoolTask<?>> maker, @Nullable Plan plan, String expression) {
    ZoneId zone = home.app.settings().zone();
    Recurring stays = scheduled(maker.get(), plan, () -> Schedule.cron(expression, zone));
    return stays == null ? ByCron.start(this, maker, plan, expression) : stays;
  }

  /** The same for a task that does not begin its way before it is told to. */
  public <T extends @Nullable Object> Prepared<T> prepare(PoolTask<T> task, @Nullable Plan plan) {
    if (plan != null && plan.stored != null) {
      throw new IllegalArgumentException("prepare is for tasks that are not durable");
    }
    PreparedTask<T> prepared = new PreparedTask<>(task);
    List<Gate> gates = new ArrayList<>(gates(task, plan));
    // A transaction is that of this thread now, and not of whoever starts the task.
    gates.add(!gates.isEmpty() && gates.get(0) instanceof CommitGate ? 1 : 0, prepared);
    PoolTask<T> held = hold(task, plan, false);
    if (held != task) {
      return PreparedTask.started(held);
    }
    task.passes(gates);
    return prepared;
  }

  /**
   * Gives the task its place, by the same policy; it starts after {@link PoolTask#release()}, which
   * is about to be called.
   *
   * @throws dev.offstage.PoolFullException if there is no room
   * @throws dev.offstage.PoolClosedException if the pool is closed
   */
  public <T extends @Nullable Object> PoolTask<T> hold(PoolTask<T> task) {
    return hold(task, null, true);
  }

  /**
   * Gives the task its place, and its key; or returns the one that the caller gets in its place.
   */
  private <T extends @Nullable Object> PoolTask<T> hold(
      PoolTask<T> task, @Nullable Plan plan, boolean atOnce) {
    PoolTask<T> known = home.plans.known(plan);
    if (known != null) {
      return known;
    }
    if (home.plans.isForLater(plan)) {
      return delays.hold(task, plan);
    }
    QueuePlace place = takePlace(task);
    Entry entry = admission.reserve(task, place, atOnce);
    boolean reserved = entry == Entry.TAKEN;
    if (entry == Entry.FULL && !task.runsElsewhere() && fallsToCaller()) {
      // Without a place: it runs on the thread that releases it, unless there is room by then.
      entry = Entry.TAKEN;
    } else if (entry == Entry.FULL && !PoolTask.isOnThreadOf(home)) {
      entry = within(task, place, () -> admission.reserve(task, place, atOnce));
      reserved = true;
    }
    if (entry != Entry.TAKEN) {
      throw refused(task, place, entry, waits());
    }
    return entered(task, plan, reserved);
  }

  /** It has a place now; if another one with its key was quicker, that is given back. */
  private <T extends @Nullable Object> PoolTask<T> entered(
      PoolTask<T> task, @Nullable Plan plan, boolean reserved) {
    PoolTask<T> entered = task;
    try {
      entered = home.plans.enter(task, plan);
    } catch (TaskKnownException e) {
      comesNot(task, reserved);
      throw e;
    }
    if (entered != task) {
      comesNot(task, reserved);
    } else {
      keep(task, reserved);
    }
    return entered;
  }

  /**
   * Takes the task at once if there is room; if not, its client is sent away. It is done once, for
   * as long as it takes, whatever the pool has for others: a servlet may have done anything.
   */
  public boolean offer(PoolTask<?> task) {
    QueuePlace place = takePlace(task);
    Entry entry = admission.admit(task, place);
    if (entry != Entry.TAKEN) {
      reject(task);
      full.count(place, entry, false);
      return false;
    }
    home.listeners().queued(task);
    return true;
  }

  /**
   * The same; if there is no room, the caller does the work itself, whatever the policy is.
   *
   * @return the task, or the one that is there in its place; null if there is no room
   * @throws dev.offstage.TaskKnownException if there is one and the plan says so
   */
  public @Nullable PoolTask<?> offer(PoolTask<?> task, @Nullable Plan plan) {
    return offered(task, plan, true);
  }

  /** As {@link #start}, but neither waits nor runs the work here; null if there is no room. */
  @SuppressWarnings("unchecked") // work with the same key has results of the same type
  <T extends @Nullable Object> @Nullable PoolTask<T> startIfRoom(
      PoolTask<T> task, @Nullable Plan plan) {
    return (PoolTask<T>) offered(task, plan, false);
  }

  private @Nullable PoolTask<?> offered(PoolTask<?> task, @Nullable Plan plan, boolean callerRuns) {
    TaskStore store = storeFor(plan);
    if (plan != null && store != null) {
      return stored.offer(task, plan, store);
    }
    PoolTask<?> known = home.plans.known(plan);
    if (known != null) {
      return known;
    }
    List<Gate> gates = gates(task, plan);
    if (home.plans.isForLater(plan)) {
      return goesOn(task, delays.offer(task, plan), gates);
    }
    boolean held = !gates.isEmpty() || home.plans.isReserved(plan);
    QueuePlace place = takePlace(task);
    Entry entry =
        held ? admission.reserve(task, place, gates.isEmpty()) : admission.admit(task, place);
    if (entry != Entry.TAKEN) {
      reject(task);
      full.count(place, entry, callerRuns);
      return null;
    }
    if (!held) {
      home.listeners().queued(task);
      return task;
    }
    return goesOn(task, entered(task, plan, true), gates);
  }

  /**
   * The same for work that is prepared when it has its place, and before it starts.
   *
   * @throws Exception what the preparation throws; the task has then never been there
   */
  public @Nullable PoolTask<?> offer(PoolTask<?> task, @Nullable Plan plan, Work preparation)
      throws Exception {
    PoolTask<?> known = home.plans.known(plan);
    if (known != null) {
      return known;
    }
    List<Gate> gates = gates(task, plan);
    if (home.plans.isForLater(plan)) {
      return goesOn(task, delays.offer(task, plan, preparation), gates);
    }
    QueuePlace place = takePlace(task);
    Entry entry = admission.reserve(task, place, gates.isEmpty());
    if (entry != Entry.TAKEN) {
      reject(task);
      full.count(place, entry, true);
      return null;
    }
    try {
      preparation.run();
    } catch (Throwable t) {
      comesNot(task, true);
      throw t;
    }
    return goesOn(task, entered(task, plan, true), gates);
  }

  private static @Nullable PoolTask<?> goesOn(
      PoolTask<?> task, @Nullable PoolTask<?> entered, List<Gate> gates) {
    if (entered == task) {
      task.passes(gates);
    }
    return entered;
  }
}
