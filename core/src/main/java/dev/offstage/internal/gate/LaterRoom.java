package dev.offstage.internal.gate;

import dev.offstage.internal.task.Kept;
import dev.offstage.internal.task.Place;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one pool that have no place in its queue yet: those that wait for their time, each
 * with a place among the delayed ones of the application, and those that follow other tasks.
 * Thread-safe.
 */
public final class LaterRoom {
  private final WaitingRoom.Places places;
  private final DelayedPlaces delayed;
  private final Elsewhere elsewhere;
  private final Set<PoolTask<?>> tasks = ConcurrentHashMap.newKeySet();

  /**
   * @param apart runs what must not run on the thread that releases it, and nobody else would
   */
  public LaterRoom(WaitingRoom.Places places, DelayedPlaces delayed, Executor apart) {
    this.places = places;
    this.delayed = delayed;
    this.elsewhere = new Elsewhere(places, apart);
  }

  private final class Guest implements Kept {
    private final PoolTask<?> task;
    private final @Nullable Place place;
    private final boolean isReady;
    private final AtomicBoolean gone = new AtomicBoolean();

    Guest(PoolTask<?> task, @Nullable Place place, boolean isReady) {
      this.task = task;
      this.place = place;
      this.isReady = isReady;
    }

    @Override
    public void release() {
      if (!gone.compareAndSet(false, true)) {
        return;
      }
      leavePlace();
      if (Elsewhere.isFor(task)) {
        elsewhere.letIn(task, () -> entersPastBound(task), () -> tasks.remove(task));
        return;
      }
      try {
        if (isReady || (place == null && PoolTask.isOnAnyRunner())) {
          letIn(task, places.enterIfRoom(task));
        } else {
          letIn(task, entersPastBound(task));
        }
      } finally {
        // Only now: whoever waits for the end of the pool waits for this one, too.
        tasks.remove(task);
      }
    }

    @Override
    public void leave() {
      if (gone.compareAndSet(false, true)) {
        tasks.remove(task);
        leavePlace();
      }
    }

    private void leavePlace() {
      if (place != null) {
        place.leave();
      }
    }
  }

  /**
   * Keeps a task until its time has come and nothing else holds it back; then it goes into the
   * queue, whose bound does not count for it.
   *
   * @return false if too many wait already
   */
  public boolean delay(PoolTask<?> task) {
    Place place = delayed.take();
    if (place == null) {
      return false;
    }
    keep(task, place, false);
    return true;
  }

  /**
   * Keeps a task until those that it follows have ended. Then it goes into the queue or, if that is
   * full, runs on the thread on which the last one has ended; not if that is a timer's, say, which
   * runs no tasks.
   *
   * @param isReady whether they have ended, and the current thread is the one to run it
   */
  public void follow(PoolTask<?> task, boolean isReady) {
    keep(task, null, isReady);
  }

  private void keep(PoolTask<?> task, @Nullable Place place, boolean isReady) {
    tasks.add(task);
    task.keptBy(new Guest(task, place, isReady));
  }

  private static void letIn(PoolTask<?> task, boolean entered) {
    if (!entered) {
      Elsewhere.runHere(task);
    }
  }

  private boolean entersPastBound(PoolTask<?> task) {
    places.reservePastBound();
    return places.enter(task);
  }

  /** Those that are here now. */
  public Collection<PoolTask<?>> tasks() {
    return tasks;
  }

  /** Waits until those that are here have ended; false if time ran out. */
  public boolean awaitEnd(long deadlineNanos) throws InterruptedException {
    for (PoolTask<?> task : tasks) {
      if (!task.await(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }
}
