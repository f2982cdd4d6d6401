package dev.offstage.internal.gate;

import dev.offstage.internal.task.Kept;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The tasks of one pool that are held back in front of its queue. Each has a place in the queue
 * reserved, so the room and the queue together are no larger than the queue may be. Thread-safe.
 */
public final class WaitingRoom {
  /** The places of a queue, which can be reserved before the task comes. Thread-safe. */
  public interface Places {
    /** Takes a place for a task that comes later. */
    Entry reserve();

    /** Takes a place for a task that was accepted already, although there may be none. */
    void reservePastBound();

    /** Gives a reserved place back. */
    void giveBack();

    /**
     * Prepares for a task that has a reserved place: what is taken along of the current thread and
     * cannot be taken later.
     *
     * @return false if that is refused
     */
    default boolean expect(PoolTask<?> task) {
      return true;
    }

    /** It does not come. */
    default void expectNoMore(PoolTask<?> task) {}

    /**
     * Puts a task into its reserved place, which is then taken or given back.
     *
     * @return false if there is nobody left to run the task
     */
    boolean enter(PoolTask<?> task);

    /** Whether entering may run a task on the thread that calls. */
    default boolean mayRunHere() {
      return false;
    }

    /** Takes a task without a reserved place, if there is room. */
    boolean enterIfRoom(PoolTask<?> task);
  }

  private final Places places;
  private final Elsewhere elsewhere;
  private final ConcurrentHashMap<PoolTask<?>, Guest> tasks = new ConcurrentHashMap<>();

  /**
   * @param apart runs what must not run on the thread that releases it, and nobody else would
   */
  public WaitingRoom(Places places, Executor apart) {
    this.places = places;
    this.elsewhere = new Elsewhere(places, apart);
  }

  private final class Guest implements Kept {
    private final PoolTask<?> task;
    private final boolean hasPlace;
    private final AtomicBoolean gone = new AtomicBoolean();

    Guest(PoolTask<?> task, boolean hasPlace) {
      this.task = task;
      this.hasPlace = hasPlace;
    }

    @Override
    public void release() {
      if (!gone.compareAndSet(false, true)) {
        return;
      }
      if (Elsewhere.isFor(task)) {
        elsewhere.letIn(task, this::enters, () -> tasks.remove(task, this));
        return;
      }
      tasks.remove(task, this);
      if (!enters()) {
        Elsewhere.runHere(task);
      }
    }

    private boolean enters() {
      return hasPlace ? places.enter(task) : places.enterIfRoom(task);
    }

    @Override
    public void leave() {
      if (gone.compareAndSet(false, true)) {
        tasks.remove(task, this);
        if (hasPlace) {
          places.giveBack();
          places.expectNoMore(task);
        }
      }
    }
  }

  /**
   * Holds a task back until {@link PoolTask#release()}.
   *
   * @param hasPlace whether a place is reserved for it; without one it runs on the thread that
   *     releases it, unless there is room by then
   */
  public void keep(PoolTask<?> task, boolean hasPlace) {
    Guest guest = new Guest(task, hasPlace);
    tasks.put(task, guest);
    task.keptBy(guest);
  }

  /** How many tasks are held back. */
  public int size() {
    return tasks.size();
  }

  /** Those that are held back now. */
  public Iterable<PoolTask<?>> tasks() {
    return tasks.keySet();
  }

  /** Waits until those that are held back have ended; false if time ran out. */
  public boolean awaitEnd(long deadlineNanos) throws InterruptedException {
    for (PoolTask<?> task : tasks()) {
      if (!task.await(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }
}
