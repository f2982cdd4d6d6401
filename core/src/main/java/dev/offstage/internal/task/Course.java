package dev.offstage.internal.task;

import dev.offstage.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What few tasks need, created on demand. Locks itself, which is safe since nobody else sees it.
 */
final class Course {
  /** How many incomplete views are kept; beyond that, callers share the newest. */
  static final int MOST_VIEWS = 1_000;

  private @Nullable String id;
  private @Nullable CompletableFuture<@Nullable Void> waiters;
  private @Nullable List<TaskFuture<?>> views;
  private @Nullable List<Place> places;
  private volatile @Nullable Progress progress;
  private volatile @Nullable Planned planned;
  private volatile boolean neverInterrupted;
  private UnaskedFailures.@Nullable Unasked unasked;
  private boolean ended;

  synchronized String id() {
    String known = id;
    if (known == null) {
      known = TaskIds.next();
      id = known;
    }
    return known;
  }

  synchronized void identify(String known) {
    id = known;
  }

  /** The task is about to fail. */
  synchronized void failsUnasked(UnaskedFailures.Unasked failure) {
    unasked = failure;
  }

  /** Somebody knows how the task has ended. */
  void asked() {
    UnaskedFailures.Unasked known;
    synchronized (this) {
      known = unasked;
      unasked = null;
    }
    if (known != null) {
      known.forget();
    }
  }

  @Nullable Progress progress() {
    return progress;
  }

  void report(Progress latest) {
    progress = latest;
  }

  boolean isNeverInterrupted() {
    return neverInterrupted;
  }

  void neverInterrupt() {
    neverInterrupted = true;
  }

  /** What blocked threads wait for; complete when the task has ended. */
  synchronized CompletableFuture<@Nullable Void> waiters() {
    CompletableFuture<@Nullable Void> known = waiters;
    if (known == null) {
      known = new CompletableFuture<>();
      waiters = known;
      if (ended) {
        known.complete(null);
      }
    }
    return known;
  }

  /** Keeps a view until the end; null if the task has ended and the view can complete at once. */
  synchronized <T extends @Nullable Object> @Nullable TaskFuture<T> keep(TaskFuture<T> view) {
    if (ended) {
      return null;
    }
    List<TaskFuture<?>> known = views;
    if (known == null) {
      known = new ArrayList<>(1);
      views = known;
    }
    if (known.size() >= MOST_VIEWS) {
      // Those that were completed by hand, or by their own timeout.
      known.removeIf(TaskFuture::isDone);
      if (known.size() >= MOST_VIEWS) {
        @SuppressWarnings("unchecked") // views of one task are of one type
        TaskFuture<T> shared = (TaskFuture<T>) known.get(known.size() - 1);
        return shared;
      }
    }
    known.add(view);
    return view;
  }

  /** The task has a place to give back. */
  void takes(Place place) {
    synchronized (this) {
      if (!ended) {
        List<Place> known = places;
        if (known == null) {
          known = new ArrayList<>(1);
          places = known;
        }
        known.add(place);
        return;
      }
    }
    place.leave();
  }

  /** What only a task with a plan has, or one that is held back or cancelled with a reason. */
  Planned planned() {
    Planned known = planned;
    if (known == null) {
      synchronized (this) {
        known = planned;
        if (known == null) {
          known = new Planned();
          planned = known;
        }
      }
    }
    return known;
  }

  @Nullable Planned plannedOrNull() {
    return planned;
  }

  void leavePlaces() {
    List<Place> left;
    synchronized (this) {
      left = places;
      places = null;
    }
    if (left != null) {
      // No method reference: to link one, at the first end of all, takes memory and stack.
      for (Place place : left) {
        place.leave();
      }
    }
  }

  /** Frees blocked threads first, then completes the views in order: those run user code. */
  void ended() {
    List<TaskFuture<?>> due;
    CompletableFuture<@Nullable Void> waiting;
    synchronized (this) {
      ended = true;
      due = views;
      views = null;
      waiting = waiters;
    }
    if (waiting != null) {
      waiting.complete(null);
    }
    if (due != null) {
      for (TaskFuture<?> view : due) {
        complete(view);
      }
    }
  }

  private static void complete(TaskFuture<?> view) {
    try {
      view.completeAsTask();
    } catch (Throwable t) {
      // Every Throwable, such as no memory: the other views hear of the end all the same.
      EndingTask.say("offstage: a future has not heard of the end of its task", t);
    }
  }
}
