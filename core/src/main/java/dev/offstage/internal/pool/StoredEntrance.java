package dev.offstage.internal.pool;

import dev.offstage.NotStoredException;
import dev.offstage.PoolClosedException;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.store.Written;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.task.VoidTask;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The way of durable tasks into one pool: written down first, then into the queue if there is room;
 * if not, they wait in the store, for whoever is first to have some. Thread-safe.
 */
public final class StoredEntrance implements StorePool {
  private final PoolHome home;
  private final Entrance entrance;
  private final NotStoredLog notStored;

  StoredEntrance(PoolHome home, Entrance entrance) {
    this.home = home;
    this.entrance = entrance;
    this.notStored = new NotStoredLog(home.name(), home.clock());
  }

  /**
   * Accepts a task once it is written down.
   *
   * @return the task, or the one with its key that is there in its place
   * @throws dev.offstage.TaskKnownException if there is one and the plan says so
   * @throws dev.offstage.PoolClosedException if the pool is closed
   * @throws dev.offstage.NotStoredException if it was not written down
   * @throws IllegalArgumentException if it cannot be
   */
  @SuppressWarnings("unchecked") // who gives two tasks the same key says that they are the same
  <T extends @Nullable Object> PoolTask<T> start(PoolTask<T> task, Plan plan, TaskStore store) {
    if (home.closed) {
      throw entrance.refused(task, null, Entry.CLOSED, Duration.ZERO);
    }
    boolean here =
        // What has an order waits for its turn, which the store knows.
        home.serves
            && plan.order == null
            && !home.plans.isForLater(plan)
            && store.takes(this)
            && entrance.admission.reserve(task, null, false) == Entry.TAKEN;
    Written written;
    try {
      home.plans.describeStored(task, plan, 0);
      written = store.write(task, plan, this, here);
      if (written.stored != null) {
        task.storedAs(written.stored);
      }
    } catch (Throwable t) {
      entrance.comesNot(task, here);
      throw t;
    }
    if (written.known != null) {
      entrance.comesNot(task, here);
      return (PoolTask<T>) written.known;
    }
    if (!here) {
      home.listeners().queued(task);
      return task;
    }
    entrance.keep(task, true);
    task.passes(home.plans.gatesStored(task, plan, written.transaction));
    return task;
  }

  /** The same; null if the caller has to do the work itself, which is in the log. */
  @Nullable PoolTask<?> offer(PoolTask<?> task, Plan plan, TaskStore store) {
    if (home.closed) {
      entrance.reject(task);
      return null;
    }
    try {
      return start(task, plan, store);
    } catch (PoolClosedException e) {
      return null;
    } catch (NotStoredException | IllegalArgumentException e) {
      notStored.count(task.name(), e);
      return null;
    }
  }

  @Override
  public String name() {
    return home.name();
  }

  /** Whether this node runs its tasks. */
  public boolean serves() {
    return home.serves;
  }

  @Override
  public int size() {
    return entrance.size();
  }

  @Override
  public boolean isClosed() {
    return home.closed;
  }

  @Override
  public PoolTask<?> make(
      String id, String name, StoredCall call, Callable<?> work, Plan plan, int before) {
    Origin origin = Origin.elsewhere(name);
    PoolTask<?> task =
        call.method.getReturnType() == void.class
            ? new VoidTask(home, work::call, origin, home.captureContext())
            : new PoolTask<>(home, work, origin, home.captureContext());
    task.identify(id);
    home.plans.describeStored(task, plan, before);
    return task;
  }

  @Override
  public void resume(PoolTask<?> task) {
    home.takeBack(task, task.again());
  }
}
