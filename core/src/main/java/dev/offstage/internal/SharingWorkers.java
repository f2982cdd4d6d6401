package dev.offstage.internal;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Workers whose queue no client may fill alone. */
final class SharingWorkers implements Workers {
  private final Workers workers;
  private final BooleanSupplier threadIsFree;

  /**
   * @param threadIsFree whether a task would start at once: then there is nothing to share, and a
   *     task that passes through the queue is not refused for the one in front of it
   */
  SharingWorkers(Workers workers, BooleanSupplier threadIsFree) {
    this.workers = workers;
    this.threadIsFree = threadIsFree;
  }

  @Override
  public boolean offer(PoolTask<?> task) {
    boolean accepted = false;
    try {
      accepted = takePlace(task) && workers.offer(task);
    } finally {
      leaveUnlessWaiting(task, accepted);
    }
    return accepted;
  }

  /** Past its share a client does not wait: it would keep many of the caller's threads. */
  @Override
  public boolean offer(PoolTask<?> task, Duration wait) throws InterruptedException {
    boolean accepted = false;
    try {
      accepted = takePlace(task) && workers.offer(task, wait);
    } finally {
      leaveUnlessWaiting(task, accepted);
    }
    return accepted;
  }

  private boolean takePlace(PoolTask<?> task) {
    QueuePlace place = task.queuePlace();
    if (place == null || place.take()) {
      return true;
    }
    if (!threadIsFree.getAsBoolean()) {
      return false;
    }
    place.takePastShare();
    return true;
  }

  /**
   * Covers the race with a cancellation of a task that others know before it is offered, as those
   * of a batch: whoever is second, it or this, sees what the first one has done.
   */
  private static void leaveUnlessWaiting(PoolTask<?> task, boolean accepted) {
    QueuePlace place = task.queuePlace();
    if (place != null && (!accepted || task.isDone())) {
      place.leave();
    }
  }

  @Override
  public boolean remove(PoolTask<?> task) {
    return workers.remove(task);
  }

  @Override
  public @Nullable PoolTask<?> poll() {
    return workers.poll();
  }

  @Override
  public int queued() {
    return workers.queued();
  }

  @Override
  public int position(PoolTask<?> task) {
    return workers.position(task);
  }

  @Override
  public void close() {
    workers.close();
  }

  @Override
  public List<PoolTask<?>> closeAndEmpty() {
    return workers.closeAndEmpty();
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    return workers.awaitEnd(nanos);
  }
}
