package dev.offstage.internal.pool;

import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The tasks of one pool that follow others. Thread-safe. */
final class FollowUps extends TaskMaking {
  private static final Callable<Object> NO_WORK = () -> FollowUps.class;

  FollowUps(PoolHome home) {
    super(home);
  }

  /**
   * One with work of its own.
   *
   * @throws dev.offstage.PoolClosedException if the pool is closed
   */
  <T extends @Nullable Object> PoolTask<T> task(Callable<T> work, Object written) {
    PoolTask<T> task = task(work, written, null);
    if (home.closed) {
      task.withdraw();
      home.counters.rejected();
      home.listeners().rejected(task);
      throw Refusals.closed(home.name(), task);
    }
    return task;
  }

  /** One without, which ends as those that it follows have ended. */
  @SuppressWarnings("unchecked") // its work is never done
  <T extends @Nullable Object> PoolTask<T> collecting(String name) {
    return taskOf((Callable<T>) NO_WORK, Origin.of(NO_WORK).renamed(name));
  }

  /** Keeps it until it has passed the gate. */
  void keep(PoolTask<?> task, Gate first, boolean isReady) {
    List<Gate> gates = new ArrayList<>(1);
    gates.add(first);
    if (home.plans.areForAll()) {
      gates.addAll(home.plans.gates(task, Plan.PLAIN));
    }
    home.later.follow(task, isReady);
    home.listeners().queued(task);
    task.passes(gates);
    if (home.terminated) {
      task.loseLate();
    }
  }
}
