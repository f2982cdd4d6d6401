package dev.offstage.internal.pool;

import dev.offstage.Priority;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the items of a batch on one thread of the pool: some for a turn, then it queues up
 * again behind what has come meanwhile. A batch has as many lanes as the pool has threads, however
 * many items it has, so it never fills the queue.
 */
final class Lane<R extends @Nullable Object> implements Queued {
  private final PoolBatch<R> batch;
  private final PoolHome home;
  private final HandOver handOver;
  // Taken while the lane waits, left while it runs.
  private final @Nullable QueuePlace place;
  // Whether it may be in the queue; set before it is.
  private volatile boolean queued;
  private volatile long queuedAt;

  Lane(PoolBatch<R> batch, PoolHome home, HandOver handOver) {
    this.batch = batch;
    this.home = home;
    this.handOver = handOver;
    this.place = handOver.placeForCurrentClient();
  }

  Entry offer() {
    queues();
    Entry entry = handOver.admit(this, place);
    if (entry != Entry.TAKEN) {
      started();
    } else if (batch.next() == null) {
      // The batch has ended meanwhile, perhaps before it could find this lane in the queue.
      leaveQueue();
    }
    return entry;
  }

  private void queues() {
    queuedAt = home.clock().coarseNanos();
    queued = true;
  }

  @Override
  public Priority priority() {
    return Priority.NORMAL;
  }

  @Override
  public long turn() {
    return queuedAt;
  }

  @Nullable QueuePlace place() {
    return place;
  }

  @Override
  public @Nullable PoolTask<?> task() {
    return batch.next();
  }

  @Override
  public @Nullable Queued run(Runner runner) {
    started();
    while (batch.runChunk(runner)) {
      if (place != null) {
        place.takePastShare();
      }
      queues();
      Queued other = home.workers.swap(this);
      if (other != null) {
        if (batch.next() == null) {
          // The batch was cancelled just before, when this lane was not in the queue yet.
          leaveQueue();
        }
        return other;
      }
      started();
    }
    return null;
  }

  /** On the caller's thread, until there is room in the pool for the rest. */
  @Override
  public void runHere() {
    started();
    while (batch.runChunk(null)) {
      if (!home.workers.areInline() && offer() == Entry.TAKEN) {
        return;
      }
    }
  }

  /** The batch has ended or is cancelled: its lanes make room. */
  void leaveQueue() {
    if (queued && home.workers.remove(this)) {
      started();
    }
  }

  /** The end of the pool has taken it out of the queue. */
  void dropped() {
    started();
    batch.laneDropped();
  }

  private void started() {
    queued = false;
    if (place != null) {
      place.leave();
    }
  }
}
