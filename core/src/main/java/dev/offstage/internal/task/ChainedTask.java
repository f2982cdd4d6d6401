package dev.offstage.internal.task;

import dev.offstage.Mapper;
import dev.offstage.Task;
import dev.offstage.internal.context.TaskContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The side of a task that others follow. */
abstract class ChainedTask<T extends @Nullable Object> extends RetriedTask<T> {
  ChainedTask(TaskHome home, Object work, TaskContext context) {
    super(home, work, context);
  }

  @Override
  public <B extends @Nullable Object> Task<B> then(Mapper<? super T, ? extends B> next) {
    Objects.requireNonNull(next, "next");
    return after(() -> next.apply(result()), next);
  }

  @Override
  public Task<T> onSuccess(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    return after(
        () -> {
          T result = result();
          action.accept(result);
          return result;
        },
        action);
  }

  private <B extends @Nullable Object> Task<B> after(Callable<B> work, Object written) {
    PoolTask<B> task = home.following(work, written);
    Following.start(
        task,
        Collections.singleton(self()),
        (first, follower) -> {
          if (first.status() == Status.SUCCEEDED) {
            follower.goOn(first);
          } else {
            follower.endAs(first);
          }
        });
    return task;
  }

  @Override
  public Task<T> onFailure(Mapper<? super Throwable, ? extends T> fallback) {
    Objects.requireNonNull(fallback, "fallback");
    PoolTask<T> task = home.following(() -> fallback.apply(failure()), fallback);
    Following.start(
        task,
        Collections.singleton(self()),
        (first, follower) -> {
          Status how = first.status();
          if (how == Status.FAILED) {
            follower.goOn(first);
          } else if (how == Status.SUCCEEDED) {
            follower.succeed(first.outcome());
          } else {
            follower.endAs(first);
          }
        });
    return task;
  }

  /**
   * {@link Task#all}.
   *
   * @param homeOfNone for no tasks
   */
  @SuppressWarnings("unchecked") // the results of tasks that have it
  public static <T extends @Nullable Object> Task<List<T>> all(
      Collection<? extends Task<? extends T>> tasks, TaskHome homeOfNone) {
    List<PoolTask<?>> before = ours(tasks);
    TaskHome home = before.isEmpty() ? homeOfNone : before.get(0).home;
    PoolTask<List<T>> task = home.collecting("all of " + before.size() + " tasks");
    AtomicInteger left = new AtomicInteger(new LinkedHashSet<>(before).size());
    if (before.isEmpty()) {
      boolean unused = task.endUnstarted(SUCCEEDED, Collections.emptyList());
      return task;
    }
    Following.start(
        task,
        before,
        (first, follower) -> {
          if (first.status() != Status.SUCCEEDED) {
            follower.endAs(first);
          } else if (left.decrementAndGet() == 0) {
            follower.succeed(Following.results(before));
          }
        });
    return task;
  }

  /** {@link Task#any}. */
  public static <T extends @Nullable Object> Task<T> any(
      Collection<? extends Task<? extends T>> tasks) {
    List<PoolTask<?>> before = ours(tasks);
    if (before.isEmpty()) {
      throw new IllegalArgumentException("any of no tasks would never end");
    }
    PoolTask<T> task = before.get(0).home.collecting("any of " + before.size() + " tasks");
    Following.start(
        task,
        before,
        (first, follower) -> {
          if (first.status() == Status.SUCCEEDED) {
            follower.succeed(first.outcome());
          } else {
            follower.endAs(first);
          }
        });
    return task;
  }

  private static List<PoolTask<?>> ours(Collection<? extends Task<?>> tasks) {
    List<PoolTask<?>> all = new ArrayList<>(tasks.size());
    for (Task<?> each : tasks) {
      if (!(each instanceof PoolTask)) {
        throw new IllegalArgumentException(
            Objects.requireNonNull(each, "a task").getClass().getName() + " is no task of a pool");
      }
      all.add((PoolTask<?>) each);
    }
    return all;
  }

  /** Tells that one when this has ended. */
  final void followedBy(Following one) {
    Followers.Added added = course().planned().followers().add(one);
    if (added == Followers.Added.FIRST) {
      afterEnd(this::tellFollowers);
    } else if (added == Followers.Added.TOO_LATE) {
      Ripple.run(() -> one.ended(self()));
    }
  }

  /** Adds those that follow this one, but not those that follow them. */
  public final void addFollowers(Collection<? super PoolTask<?>> to) {
    Planned its = plannedOrNull();
    if (its != null) {
      its.followers().now().forEach(each -> to.add(each.task()));
    }
  }

  private void tellFollowers() {
    for (Following each : course().planned().followers().take()) {
      Ripple.run(() -> each.ended(self()));
    }
  }

  /** Forgets that one; true if there is no other, and this has not ended. */
  final boolean unfollowedBy(Following one) {
    return course().planned().followers().remove(one);
  }

  /** Whether the current thread is in it. */
  final boolean isOnThisThread() {
    Runner there = runner;
    return there != null && there.thread == Thread.currentThread();
  }

  /** It is about to fail without its work: says that in the log if nobody asks. */
  final void watchUnstarted(Throwable failure) {
    try {
      home.failures().addIfNobodyAsks(self(), new FailureLog.Failure(self(), failure, 0));
    } catch (Throwable t) {
      // Every Throwable, such as no memory: the task ends as without it.
    }
  }
}
