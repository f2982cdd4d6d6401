package dev.offstage.internal.store;

import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import java.util.concurrent.Callable;

/** A pool as the store sees it. Thread-safe. */
public interface StorePool {
  String name();

  /** How many tasks it runs at once. */
  int size();

  /** Whether it takes no more tasks. */
  boolean isClosed();

  /**
   * Makes the task of a call that was written down, perhaps by another node.
   *
   * @param id the task's
   * @param name the task's
   * @param work does it
   * @param before how many attempts there were already
   */
  PoolTask<?> make(
      String id, String name, StoredCall call, Callable<?> work, Plan plan, int before);

  /** Runs a task that was written down, whatever room there is. */
  void resume(PoolTask<?> task);
}
