package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.Prepared;
import dev.offstage.TaskKnownException;
import dev.offstage.Work;
import dev.offstage.internal.commit.CommitGate;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes tasks of one pool and hands them over, with what happens when it is full. Thread-safe. */
public final class HandOver extends TaskMaking {
  private static final List<Gate> NO_GATES = Collections.emptyList();

  private final Supplier<PoolSettings> settings;
  private final Admission admission;
  private final FullLog full;

  HandOver(PoolHome home, Supplier<PoolSettings> settings) {
    super(home);
    this.settings = settings;
    this.full = home.fullLog(settings);
    this.admission =
        new Admission(
            home.workers,
            settings.get(),
            home.stuck,
            () -> home.running() + home.workers.queued() < settings.get().size());
  }

  /** How long a hand-over waits for room. */
  Duration waits() {
    return settings.get().whenFull().blocksFor();
  }

  /** Whether a thread that waits for tasks has to run them: nobody else might. */
  boolean waitersRun() {
    return home.isManual() || PoolTask.isOnThreadOf(home);
  }

  /** How many tasks run at once. */
  int size() {
    return settings.get().size();
  }

  void resized(PoolSettings changed) {
    admission.resized(changed);
  }

  /**
   * Hands a task over that starts when its plan says so. A full pool does what its policy is.
   *
   * @throws dev.offstage.PoolFullException if there is no room
   * @throws dev.offstage.PoolClosedException if the pool is closed
   */
  public <T extends @Nullable Object> PoolTask<T> start(PoolTask<T> task, @Nullable Plan plan) {
    List<Gate> gates = gates(task, plan);
    if (!gates.isEmpty() || home.plans.isReserved(plan)) {
      PoolTask<T> held = hold(task, plan, gates.isEmpty());
      if (held == task) {
        task.passes(gates);
      }
      return held;
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

  /** The same for a task that does not begin its way before it is told to. */
  public <T extends @Nullable Object> Prepared<T> prepare(PoolTask<T> task, @Nullable Plan plan) {
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

  /**
   * Keeps a task that has its place, with its key; or returns the one that the caller gets in its
   * place.
   */
  private <T extends @Nullable Object> PoolTask<T> entered(
      PoolTask<T> task, @Nullable Plan plan, boolean reserved) {
    PoolTask<T> entered = task;
    try {
      entered = home.plans.enter(task, plan);
    } catch (TaskKnownException e) {
      home.comesNot(task, reserved);
      throw e;
    }
    if (entered != task) {
      home.comesNot(task, reserved);
    } else {
      home.keep(task, reserved);
    }
    return entered;
  }

  /** What is done for a task that has its place, and before it starts. */
  @FunctionalInterface
  private interface Preparation<E extends Exception> {
    void run() throws E;
  }

  /** Takes the task at once if there is room; if not, its client is sent away. */
  public boolean offer(PoolTask<?> task) {
    return offered(task, null, false, null) != null;
  }

  /**
   * The same; if there is no room, the caller does the work itself, whatever the policy is.
   *
   * @return the task, or the one that is there in its place; null if there is no room
   * @throws TaskKnownException if there is one and the plan says so
   */
  public @Nullable PoolTask<?> offer(PoolTask<?> task, @Nullable Plan plan) {
    return offered(task, plan, true, null);
  }

  /**
   * The same for work that is prepared when it has its place, and before it starts.
   *
   * @throws Exception what the preparation throws; the task has then never been there
   */
  public @Nullable PoolTask<?> offer(PoolTask<?> task, @Nullable Plan plan, Work preparation)
      throws Exception {
    return offered(task, plan, true, preparation::run);
  }

  private <T extends @Nullable Object, E extends Exception> @Nullable PoolTask<T> offered(
      PoolTask<T> task, @Nullable Plan plan, boolean callerRuns, @Nullable Preparation<E> first)
      throws E {
    PoolTask<T> known = home.plans.known(plan);
    if (known != null) {
      return known;
    }
    List<Gate> gates = gates(task, plan);
    boolean held = first != null || !gates.isEmpty() || home.plans.isReserved(plan);
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
    try {
      if (first != null) {
        first.run();
      }
    } catch (Throwable t) {
      home.comesNot(task, true);
      throw t;
    }
    PoolTask<T> entered = entered(task, plan, true);
    if (entered == task) {
      task.passes(gates);
    }
    return entered;
  }

  private List<Gate> gates(PoolTask<?> task, @Nullable Plan plan) {
    return plan == null && !home.plans.areForAll()
        ? NO_GATES
        : home.plans.gates(task, plan == null ? Plan.PLAIN : plan);
  }

  /** Whether a task of the current request's client would be refused for its share now. */
  public boolean isShareUsedUp() {
    return admission.isShareUsedUp();
  }

  @Nullable QueuePlace placeForCurrentClient() {
    return admission.placeForCurrentClient();
  }

  private @Nullable QueuePlace takePlace(PoolTask<?> task) {
    QueuePlace place = admission.placeForCurrentClient();
    if (place != null) {
      task.takes(place);
    }
    return place;
  }

  /** For what deals with a full pool itself. */
  Entry admit(Queued task, @Nullable QueuePlace place) {
    return admission.admit(task, place);
  }

  /** Whether a task that finds no room is for the thread that hands it over, which then runs it. */
  boolean fallsToCaller() {
    // One of the pool's own threads does not wait for room: it would be one less that makes any.
    if (!settings.get().whenFull().isCallerRuns()
        && (waits().isZero() || !PoolTask.isOnThreadOf(home))) {
      return false;
    }
    full.count(null, Entry.FULL, true);
    return true;
  }

  /**
   * Waits for room where that is the policy. A client past its share does not: it would hold a
   * thread of the container's for each of its connections.
   */
  Entry within(PoolTask<?> task, @Nullable QueuePlace place, Supplier<Entry> attempt) {
    Duration wait = waits();
    if (wait.isZero() || (place != null && place.inTheWay() > 0)) {
      return Entry.FULL;
    }
    try {
      return home.workers.await(attempt, wait.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(task, place, Entry.FULL, Refusals.INTERRUPTED);
    }
  }

  RuntimeException refused(
      PoolTask<?> task, @Nullable QueuePlace place, Entry entry, Duration waited) {
    reject(task);
    full.count(place, entry, false);
    return Refusals.of(home, task, place, entry, settings.get(), waited);
  }

  private void reject(PoolTask<?> task) {
    task.withdraw();
    home.counters.rejected();
    home.listeners().rejected(task);
  }
}
