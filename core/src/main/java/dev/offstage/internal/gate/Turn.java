package dev.offstage.internal.gate;

import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.Place;
import dev.offstage.internal.task.PoolTask;
import org.jspecify.annotations.Nullable;

/** One task at a {@link Turnstile}: it comes, goes in, and goes away, from the line or inside. */
final class Turn implements Place {
  /** What keeps tasks until it is their turn. */
  interface Keeper extends Gate {
    /** The task goes away, or has gone before it came. Does nothing the second time. */
    void leave(Turn turn);
  }

  /** Where it is. */
  enum Where {
    COMING,
    IN_LINE,
    INSIDE,
    GONE
  }

  final PoolTask<?> task;
  private final Keeper keeper;
  // Guarded by the turnstile; for one that has none yet, by what makes turnstiles.
  Where where = Where.COMING;
  @Nullable Turn before;
  @Nullable Turn after;

  Turn(PoolTask<?> task, Keeper keeper) {
    this.task = task;
    this.keeper = keeper;
  }

  /** It has been let in: the task goes on. */
  void go() {
    task.passed(keeper);
  }

  @Override
  public void leave() {
    keeper.leave(this);
  }
}
