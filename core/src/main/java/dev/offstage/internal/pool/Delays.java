package dev.offstage.internal.pool;

import dev.offstage.TaskKnownException;
import dev.offstage.Work;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How tasks that wait for their time get into one pool: past its queue, whatever its policy.
 * Thread-safe.
 */
final class Delays {
  private final PoolHome home;
  private final Entrance entrance;

  Delays(PoolHome home, Entrance entrance) {
    this.home = home;
    this.entrance = entrance;
  }

  /**
   * Gives the task its place, and its key; it goes on by its gates.
   *
   * @return the task, or the one that the caller gets in its place
   * @throws dev.offstage.PoolFullException if too many of the application wait already
   * @throws dev.offstage.PoolClosedException if the pool is closed
   * @throws TaskKnownException if there is one with the same key and the plan says so
   */
  <T extends @Nullable Object> PoolTask<T> hold(PoolTask<T> task, @Nullable Plan plan) {
    if (home.closed || !home.serves) {
      Entry entry = home.closed ? Entry.CLOSED : Entry.ELSEWHERE;
      throw entrance.refused(task, null, entry, Duration.ZERO);
    }
    if (!take(task)) {
      throw Refusals.tooManyDelayed(task, home.app.settings().delayed());
    }
    return entered(task, plan);
  }

  /**
   * The same for work that is prepared when it has its place.
   *
   * @return null if the pool does not take it
   * @throws Exception what the preparation throws; the task has then never been there
   */
  @Nullable PoolTask<?> offer(PoolTask<?> task, @Nullable Plan plan, Work preparation)
      throws Exception {
    if (!take(task)) {
      return null;
    }
    try {
      preparation.run();
    } catch (Throwable t) {
      task.withdraw();
      throw t;
    }
    return entered(task, plan);
  }

  /** The same without a preparation. */
  @Nullable PoolTask<?> offer(PoolTask<?> task, @Nullable Plan plan) {
    return take(task) ? entered(task, plan) : null;
  }

  private <T extends @Nullable Object> PoolTask<T> entered(PoolTask<T> task, @Nullable Plan plan) {
    PoolTask<T> entered = task;
    try {
      entered = home.plans.enter(task, plan);
    } catch (TaskKnownException e) {
      task.withdraw();
      throw e;
    }
    if (entered == task) {
      queued(task);
    } else {
      task.withdraw();
    }
    return entered;
  }

  private boolean take(PoolTask<?> task) {
    if (home.closed || !home.serves || !home.later.delay(task)) {
      entrance.reject(task);
      return false;
    }
    return true;
  }

  private void queued(PoolTask<?> task) {
    home.listeners().queued(task);
    if (home.closed) {
      // Too late for whoever waits for the end of the pool, or cancels what is left.
      task.loseLate();
    }
  }
}
