package dev.offstage.internal.task;

import dev.offstage.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a task until those that it follows have ended, and then lets it go on, or ends it as they
 * have ended. If somebody cancels it, what only it would have followed is cancelled, too, unless a
 * thread has begun with that. Thread-safe.
 */
final class Following implements Gate, Place {
  /** What the end of one of them means. */
  interface Rule {
    void ended(PoolTask<?> first, Following follower);
  }

  private final PoolTask<?> task;
  // These two until the task starts or ends, so that a kept task does not keep those before it.
  private volatile @Nullable Rule rule;
  private volatile Collection<PoolTask<?>> before;
  private volatile boolean isDragged;

  private Following(PoolTask<?> task, Collection<PoolTask<?>> before, Rule rule) {
    this.task = task;
    this.before = before;
    this.rule = rule;
  }

  /** Makes a task follow these. */
  static void start(PoolTask<?> task, Collection<? extends PoolTask<?>> before, Rule rule) {
    Following following = new Following(task, new LinkedHashSet<>(before), rule);
    task.takes(following);
    boolean isReady = before.stream().allMatch(Task::isDone);
    task.home.follow(task, following, isReady);
  }

  /** The one that follows. */
  PoolTask<?> task() {
    return task;
  }

  @Override
  public boolean pass(PoolTask<?> whose) {
    for (PoolTask<?> each : new ArrayList<>(before)) {
      each.followedBy(this);
    }
    return false;
  }

  /** One of them has ended. */
  void ended(PoolTask<?> first) {
    Rule known = rule;
    if (known != null && !task.isDone()) {
      known.ended(first, this);
    }
  }

  /** Lets the task go on; not inside of the one before, which may hold what others wait for. */
  void goOn(PoolTask<?> first) {
    if (first.isOnThisThread()) {
      first.holds(() -> Ripple.run(() -> task.passed(this)));
    } else {
      task.passed(this);
    }
  }

  /** Ends the task with this result. */
  void succeed(@Nullable Object result) {
    boolean unused = task.endUnstarted(StagedTask.SUCCEEDED, result);
  }

  /** Ends the task as the one before, which has failed or was cancelled. */
  void endAs(PoolTask<?> first) {
    if (first.isCancelled()) {
      isDragged = true;
      String why = first.cause();
      boolean unused =
          task.cancelQueued(why == null ? "'" + first.name() + "' was cancelled" : why);
    } else {
      Throwable failure = first.failure();
      if (!first.isLogged()) {
        task.watchUnstarted(failure);
      }
      boolean unused = task.endUnstarted(StagedTask.FAILED, failure);
    }
  }

  @Override
  public @Nullable PoolTask<?> inTheWay() {
    PoolTask<?> first = firstNotEnded();
    // At once to the beginning of a long chain.
    for (Gate gate = gateOf(first); gate instanceof Following; gate = gateOf(first)) {
      PoolTask<?> further = ((Following) gate).firstNotEnded();
      if (further == null) {
        return first;
      }
      first = further;
    }
    return first;
  }

  private static @Nullable Gate gateOf(@Nullable PoolTask<?> task) {
    return task == null ? null : task.gate();
  }

  private @Nullable PoolTask<?> firstNotEnded() {
    for (PoolTask<?> each : before) {
      if (!each.isDone()) {
        return each;
      }
    }
    return null;
  }

  /** The task has started or ended. */
  @Override
  public void leave() {
    Collection<PoolTask<?>> left = before;
    before = Collections.emptyList();
    rule = null;
    boolean cancels = task.isCancelled() && !isDragged;
    for (PoolTask<?> each : left) {
      if (each.unfollowedBy(this) && cancels) {
        Ripple.run(
            () -> each.cancelQueued("'" + task.name() + "', which follows it, was cancelled"));
      }
    }
  }

  /** The results, in this order, if all have succeeded. */
  static List<@Nullable Object> results(Collection<? extends PoolTask<?>> tasks) {
    List<@Nullable Object> all = new ArrayList<>(tasks.size());
    for (PoolTask<?> each : tasks) {
      all.add(each.outcome());
    }
    return Collections.unmodifiableList(all);
  }
}
