package dev.offstage.internal.pool;

import dev.offstage.Settings;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.gate.DelayedPlaces;
import dev.offstage.internal.gate.Limits;
import dev.offstage.internal.store.AppStore;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.FailureLog;
import dev.offstage.internal.task.Listeners;
import dev.offstage.internal.task.PoolTask;

/** What all pools of one application share. Thread-safe. */
public interface Application {
  /** Its settings. */
  Settings settings();

  /** Its time. */
  Clock clock();

  /** The places of its tasks that wait for their time. */
  DelayedPlaces delayed();

  /** Who hears of its tasks. */
  Listeners listeners();

  /** Where failures go that nobody would ask for. */
  FailureLog failures();

  /**
   * What the current thread gives to a task.
   *
   * @param inStream whether it is one of many that come faster than threads run them
   */
  TaskContext captureContext(boolean inStream);

  /** The limits of its settings. */
  Limits limits();

  /** Where its durable tasks are kept. */
  AppStore store();

  /** Whether it has not started yet, and may never do. */
  boolean isStarting();

  /** A task was cancelled that a drain could not find. */
  void lostLate(PoolTask<?> task);

  /** The pool has ended. */
  void forget(OffstagePool pool);
}
