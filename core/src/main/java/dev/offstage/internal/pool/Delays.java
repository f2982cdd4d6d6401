package dev.offstage.internal.pool;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;

/**
 * How tasks that wait for their time get into one pool: past its queue, whatever its policy.
 * Thread-safe.
 */
final class Delays {
  private final PoolHome home;
  private final HandOver handOver;

  Delays(PoolHome home, HandOver handOver) {
    this.home = home;
    this.handOver = handOver;
  }

  /**
   * Takes a task; it goes on by its gates.
   *
   * @throws dev.offstage.PoolFullException if too many of the application wait already
   * @throws dev.offstage.PoolClosedException if the pool is closed
   */
  void hold(PoolTask<?> task) {
    if (home.closed) {
      throw handOver.refused(task, null, Entry.CLOSED, Duration.ZERO);
    }
    if (!take(task)) {
      throw Refusals.tooManyDelayed(task, home.app.settings().delayed());
    }
  }

  /** The same, but false if the pool does not take it. */
  boolean offer(PoolTask<?> task) {
    if (home.closed) {
      handOver.reject(task);
      return false;
    }
    return take(task);
  }

  private boolean take(PoolTask<?> task) {
    if (!home.later.delay(task)) {
      handOver.reject(task);
      return false;
    }
    home.listeners().queued(task);
    if (home.closed) {
      // Too late for whoever waits for the end of the pool, or cancels what is left.
      task.loseLate();
    }
    return true;
  }
}
