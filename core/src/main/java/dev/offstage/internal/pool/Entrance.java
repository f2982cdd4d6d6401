package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way into one pool: who gets in, and what becomes of whom does not. Thread-safe. */
abstract class Entrance extends TaskMaking {
  private static final List<Gate> NO_GATES = Collections.emptyList();

  private final Supplier<PoolSettings> settings;
  final Admission admission;
  final FullLog full;
  final Delays delays;

  Entrance(PoolHome home, Supplier<PoolSettings> settings) {
    super(home);
    this.settings = settings;
    this.full = home.fullLog(settings);
    this.delays = new Delays(home, this);
    this.admission =
        new Admission(
            home.workers,
            settings.get(),
            home.stuck,
            home.serves,
            () -> home.running() + home.workers.queued() < settings.get().size());
  }

  /** How long a hand-over waits for room. */
  Duration waits() {
    return settings.get().whenFull().blocksFor();
  }

  /** How many tasks run at once. */
  int size() {
    return settings.get().size();
  }

  void resized(PoolSettings changed) {
    admission.resized(changed);
  }

  /** Gives everything back: the task was never there. */
  final void comesNot(PoolTask<?> task, boolean reserved) {
    if (reserved) {
      home.workers.giveBack();
      home.workers.expectNoMore(task);
    }
    task.withdraw();
  }

  final void keep(PoolTask<?> task, boolean reserved) {
    home.room.keep(task, reserved);
    home.listeners().queued(task);
    if (home.terminated) {
      task.loseLate();
    }
  }

  final List<Gate> gates(PoolTask<?> task, @Nullable Plan plan) {
    return plan == null && !home.plans.areForAll()
        ? NO_GATES
        : home.plans.gates(task, plan == null ? Plan.PLAIN : plan);
  }

  /** For what gets in without a plan of its own: it is tried as all tasks of the pool are. */
  final void triesAsPool(PoolTask<?> task) {
    List<Gate> unused = gates(task, null);
  }

  /** Whether a task of the current request's client would be refused for its share now. */
  public boolean isShareUsedUp() {
    return admission.isShareUsedUp();
  }

  @Nullable QueuePlace placeForCurrentClient() {
    return admission.placeForCurrentClient();
  }

  final @Nullable QueuePlace takePlace(PoolTask<?> task) {
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

  void reject(PoolTask<?> task) {
    task.withdraw();
    home.counters.rejected();
    home.listeners().rejected(task);
  }
}
