package dev.offstage.internal.pool;

import dev.offstage.PoolSettings;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.gate.QueueShares;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.workers.Workers;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The one way into a pool: past the share of the client, to the workers. Thread-safe. */
final class Admission {
  private final Workers workers;
  private final StuckThreads stuck;
  private final boolean serves;
  private final BooleanSupplier threadIsFree;
  private final @Nullable QueueShares shares;

  /**
   * @param serves whether tasks run here
   * @param threadIsFree whether a task would start at once: then there is nothing to share, and a
   *     task that passes through the queue is not refused for the one in front of it
   */
  Admission(
      Workers workers,
      PoolSettings settings,
      StuckThreads stuck,
      boolean serves,
      BooleanSupplier threadIsFree) {
    this.workers = workers;
    this.stuck = stuck;
    this.serves = serves;
    this.threadIsFree = threadIsFree;
    // Inline nothing waits, so there is nothing to share.
    this.shares = workers.areInline() ? null : QueueShares.of(settings);
  }

  /** The queue has another size. */
  void resized(PoolSettings settings) {
    if (shares != null) {
      shares.most(settings.placesOfClient());
    }
  }

  /** The place that the current request's client needs; null when nobody is counted. */
  @Nullable QueuePlace placeForCurrentClient() {
    return shares == null ? null : shares.placeForCurrentClient();
  }

  /** Whether a task of the current request's client would be refused for its share now. */
  boolean isShareUsedUp() {
    QueuePlace place = placeForCurrentClient();
    return place != null && place.isShareUsedUp() && !threadIsFree.getAsBoolean();
  }

  /** Lets a task in, or a lane of a batch. Never waits. */
  Entry admit(Queued task, @Nullable QueuePlace place) {
    if (!serves) {
      return Entry.ELSEWHERE;
    }
    if (stuck.areTooMany()) {
      return Entry.FULL;
    }
    if (place == null) {
      return workers.offer(task);
    }
    Entry entry = takes(place) ? workers.offer(task) : Entry.FULL;
    PoolTask<?> known = task.task();
    if (known == null || known.isDone()) {
      // Cancelled before it was admitted. Whichever comes second sees what the other has done.
      place.leave();
    }
    return entry;
  }

  /**
   * Takes a place for a task that comes later. Never waits.
   *
   * @param atOnce whether it comes at once, from this thread, or later, from anybody's; if not, a
   *     free thread is no reason to go past the share
   */
  Entry reserve(PoolTask<?> task, @Nullable QueuePlace place, boolean atOnce) {
    if (!serves) {
      return Entry.ELSEWHERE;
    }
    if (stuck.areTooMany()) {
      return Entry.FULL;
    }
    boolean taken = place == null || (atOnce ? takes(place) : place.take());
    Entry entry = taken ? workers.reserve() : Entry.FULL;
    if (entry == Entry.TAKEN && !atOnce && !workers.expect(task)) {
      workers.giveBack();
      return Entry.FULL;
    }
    return entry;
  }

  private boolean takes(QueuePlace place) {
    if (place.take()) {
      return true;
    }
    if (!threadIsFree.getAsBoolean()) {
      return false;
    }
    place.takePastShare();
    return true;
  }
}
