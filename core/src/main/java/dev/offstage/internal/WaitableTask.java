package dev.offstage.internal;

import dev.offstage.Task;
import dev.offstage.TaskFailedException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The side of a task that others wait at: how it ended, in each form that somebody may want. */
abstract class WaitableTask<T extends @Nullable Object> implements Task<T> {
  /** Made with the first call. */
  abstract TaskExtras extras();

  /** What the work has returned or thrown, once it has ended. */
  abstract @Nullable Object outcome();

  /** Called by who is going to wait without a limit. */
  abstract void runHereIfItWouldDeadLock();

  @Override
  public boolean isDone() {
    State now = state();
    return now != State.QUEUED && now != State.RUNNING;
  }

  @Override
  public boolean isCancelled() {
    return state() == State.CANCELLED;
  }

  @Override
  public @Nullable Throwable error() {
    return state() == State.FAILED ? failure() : null;
  }

  // The outcome of a task that succeeded is what its work returned, null where T allows it.
  @SuppressWarnings({"unchecked", "NullAway"})
  private T result() {
    return (T) outcome();
  }

  private Throwable failure() {
    Object thrown = outcome();
    return thrown instanceof Throwable ? (Throwable) thrown : new IllegalStateException(name());
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    runHereIfItWouldDeadLock();
    if (!isDone()) {
      ended().get();
    }
    return report();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    awaitEnd(Duration.ofNanos(unit.toNanos(timeout)));
    return report();
  }

  private void awaitEnd(Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      if (!isDone()) {
        ended().get(Durations.nanos(limit), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException e) {
      throw new TimeoutException(
          "Task '" + name() + "' is still " + state() + " after " + Durations.format(limit));
    }
  }

  /** How it ended, whatever the work threw: that may be a CancellationException, too. */
  private T report() throws ExecutionException {
    switch (state()) {
      case SUCCEEDED:
        return result();
      case FAILED:
        throw new ExecutionException(failure());
      default:
        throw new CancellationException("Task '" + name() + "' was cancelled");
    }
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
    try {
      awaitEnd(limit);
      return report();
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  private TaskFailedException failed(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new TaskFailedException("Task '" + name() + "' failed: " + cause, cause);
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    TaskFuture<T> view = new TaskFuture<>(this);
    ended()
        .whenComplete(
            (nothing, never) -> {
              switch (state()) {
                case SUCCEEDED:
                  view.complete(result());
                  break;
                case FAILED:
                  view.completeExceptionally(failure());
                  break;
                default:
                  view.cancelled();
              }
            });
    return view;
  }

  /** Completes with nothing when the task ends; never handed out, nobody else can complete it. */
  private CompletableFuture<@Nullable Void> ended() {
    TaskExtras own = extras();
    CompletableFuture<@Nullable Void> future = own.ended;
    if (future == null) {
      synchronized (this) {
        future = own.ended;
        if (future == null) {
          future = new CompletableFuture<>();
          own.ended = future;
        }
      }
      // The task may have ended before it could see the future.
      if (isDone()) {
        future.complete(null);
      }
    }
    return future;
  }
}
