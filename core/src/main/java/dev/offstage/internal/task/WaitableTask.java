package dev.offstage.internal.task;

import dev.offstage.Task;
import dev.offstage.TaskFailedException;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.OneLine;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The side of a task that others wait at: how it ended, in each form that somebody may want. */
abstract class WaitableTask<T extends @Nullable Object> implements Task<T> {
  /** How soon a thread that waits sees that it can do what it waits for. */
  static final long LOOK_MILLIS = 500;

  /** Made with the first call. */
  abstract Course course();

  /** What the work has returned or thrown, once it has ended. */
  abstract @Nullable Object outcome();

  /** Whether it has ended and all have heard of it, but for those whom this thread is telling. */
  abstract boolean isOver();

  /**
   * Called before an unbounded wait: runs what nobody else could run meanwhile.
   *
   * @return whether something has run
   */
  abstract boolean help();

  /**
   * Whether it may be queued, and so need {@link #help()}, later: it is held back until its time
   * comes, or until another task ends.
   */
  abstract boolean mayBeQueuedLater();

  /**
   * Says what the current thread waits for, so that others see who waits for whom.
   *
   * @return what it waited for before, to be said again afterwards
   */
  static @Nullable Waiting waitsFor(PoolTask<?> task, boolean limited) {
    return waits(new Waiting(task, limited));
  }

  static @Nullable Waiting waits(@Nullable Waiting now) {
    Runner here = Runner.current();
    return here == null ? null : here.waiting(now);
  }

  /** This object. */
  abstract PoolTask<?> self();

  @Override
  public boolean isDone() {
    Status now = status();
    return now != Status.QUEUED && now != Status.RUNNING;
  }

  @Override
  public boolean isCancelled() {
    return status() == Status.CANCELLED;
  }

  @Override
  public @Nullable Throwable error() {
    return status() == Status.FAILED ? failure() : null;
  }

  // The outcome of a task that succeeded is what its work returned, null where T allows it.
  @SuppressWarnings({"unchecked", "NullAway"})
  T result() {
    return (T) outcome();
  }

  /** What is thrown at, or shown to, whoever asks. */
  Throwable failure() {
    course().asked();
    Object thrown = outcome();
    return thrown instanceof Throwable ? (Throwable) thrown : new IllegalStateException(name());
  }

  @Override
  public void await() throws InterruptedException {
    if (isOver()) {
      return;
    }
    Waiting before = waitsFor(self(), false);
    try {
      if (help() && isDone()) {
        // It has ended here; a cancellation that is still being told elsewhere is not waited for.
        return;
      }
      CompletableFuture<@Nullable Void> end = course().waiters();
      // It may have ended before it could see the future.
      while (!isOver() && !isOver(end)) {
        if (help() && isDone()) {
          return;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed so", e);
    } finally {
      waits(before);
    }
  }

  /** Waits for it; false if this thread is to look first whether it can help meanwhile. */
  private boolean isOver(CompletableFuture<@Nullable Void> end)
      throws InterruptedException, ExecutionException {
    if (!mayBeQueuedLater()) {
      end.get();
      return true;
    }
    try {
      end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Override
  public boolean await(Duration limit) throws InterruptedException {
    return await(Durations.nanos(limit));
  }

  private boolean await(long nanos) throws InterruptedException {
    if (isOver()) {
      return true;
    }
    Waiting before = waitsFor(self(), true);
    try {
      CompletableFuture<@Nullable Void> end = course().waiters();
      if (!isOver()) {
        end.get(nanos, TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return isOver();
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed so", e);
    } finally {
      waits(before);
    }
  }

  /** Runs this once it has ended, which is no question for its result. */
  public void afterEnd(Runnable action) {
    CompletableFuture<@Nullable Void> end = course().waiters();
    CompletableFuture<?> unused = end.whenComplete((nothing, never) -> action.run());
    if (isOver()) {
      // It may have ended before it could see the future.
      end.complete(null);
    }
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    await();
    return report();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    awaitEnd(Duration.ofNanos(unit.toNanos(timeout)));
    return report();
  }

  private void awaitEnd(Duration limit) throws InterruptedException, TimeoutException {
    if (!await(limit)) {
      throw new TimeoutException(
          "Task '" + name() + "' is still " + status() + " after " + Durations.format(limit));
    }
  }

  /** How it ended, whatever the work threw: that may be a CancellationException, too. */
  private T report() throws ExecutionException {
    Status how = status();
    if (how == Status.SUCCEEDED) {
      return result();
    }
    if (how == Status.FAILED) {
      throw new ExecutionException(failure());
    }
    throw new CancellationException("Task '" + name() + "' was cancelled");
  }

  @Override
  public T join() throws InterruptedException {
    try {
      return get();
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  @Override
  public T join(Duration limit) throws InterruptedException, TimeoutException {
    awaitEnd(limit);
    try {
      return report();
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  private TaskFailedException failed(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    // Shortened: where tasks wait for tasks, each failure would repeat all those below it.
    String what = OneLine.shortened(cause.toString());
    return new TaskFailedException("Task '" + name() + "' failed: " + what, cause);
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    TaskFuture.View<T> view = new TaskFuture.View<>(this);
    TaskFuture<T> kept = isOver() ? null : course().keep(view);
    if (kept == null) {
      view.completeAsTask();
      return view;
    }
    if (isOver()) {
      // It may have ended before it could see the view.
      kept.completeAsTask();
    }
    return kept;
  }
}
