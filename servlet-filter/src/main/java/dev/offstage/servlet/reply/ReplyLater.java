package dev.offstage.servlet.reply;

import dev.offstage.Pool;
import dev.offstage.Task;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.ResultWriter;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.server.AsyncEvents;
import dev.offstage.servlet.server.AsyncObserver;
import dev.offstage.servlet.server.ServerDefects;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One response that is written when the work is done.
 *
 * <p>Four things can happen to it, in any order or at once: the result comes, the time is up, the
 * client goes, the webapp stops. The first one to {@link #take()} the response is the only one that
 * touches it, and completes the request. The container's own timeout is switched off: it would end
 * the response while the result is being written.
 */
public final class ReplyLater<T extends @Nullable Object> implements AsyncObserver, Callable<T> {
  private static final String ATTRIBUTE = "dev.offstage.replyLater";

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Callable<T> work;
  private final ResultWriter<? super T> writer;
  private final boolean cancelOnDisconnect;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile boolean chainThrew;
  // Set before the task is released, so before anything can happen.
  private volatile @Nullable AsyncContext async;
  private volatile @Nullable DueReply due;
  private volatile @Nullable PoolTask<T> task;
  private volatile @Nullable Future<?> timeout;

  /** Nothing happens yet. */
  public ReplyLater(
      HttpServletRequest request,
      HttpServletResponse response,
      Callable<T> work,
      ResultWriter<? super T> writer,
      boolean cancelOnDisconnect) {
    this.request = request;
    this.response = response;
    this.work = work;
    this.writer = writer;
    this.cancelOnDisconnect = cancelOnDisconnect;
  }

  /** What is in front of the application saw it throw. */
  public static void chainThrew(ServletRequest request) {
    Object later = request.getAttribute(ATTRIBUTE);
    if (later instanceof ReplyLater) {
      ((ReplyLater<?>) later).chainThrew = true;
      if (ServerDefects.hidesAsyncErrors(request)) {
        ((ReplyLater<?>) later).answerThrown();
      }
    }
  }

  /** Whether the application itself, not a reply of ours, says when this request is over. */
  static boolean isAsyncOfApplication(ServletRequest request) {
    try {
      return request.isAsyncStarted() && request.getAttribute(ATTRIBUTE) == null;
    } catch (RuntimeException | LinkageError e) {
      // The request is over already, or is of an old class that cannot tell.
      return false;
    }
  }

  /** Hands the work over; null if there was no room for it and the client got 503. */
  public @Nullable Task<T> start(Pool pool, @Nullable String name, Duration within)
      throws IOException {
    DueReply again = DueReply.of(request);
    if (again != null) {
      // Past the filter that keeps the application from being asked again: its work is done.
      again.writeTo(response);
      return null;
    }
    Callable<T> reply = this;
    PoolTask<T> held = HeldTask.reserve(pool, target -> target.task(reply, work, name), response);
    if (held == null) {
      return null;
    }
    task = held;
    boolean started = false;
    try {
      AsyncContext context = request.startAsync(request, response);
      request.setAttribute(ATTRIBUTE, this);
      due = DueReply.prepare(request, response);
      context.setTimeout(0);
      AsyncEvents.tell(this, context);
      async = context;
      started = true;
    } finally {
      if (!started) {
        held.cancel();
      }
    }
    held.toCompletableFuture()
        .whenComplete(
            (result, error) -> {
              if (held.isCancelled()) {
                stopped();
              }
            });
    scheduleTimeout(pool, within);
    held.release();
    return held;
  }

  private void scheduleTimeout(Pool pool, Duration within) {
    try {
      ScheduledExecutorService timer = ((OffstagePool) pool).app().clock().timer();
      timeout = timer.schedule(this::timeIsUp, within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The webapp is stopping, which ends this reply sooner than the timeout would.
    }
  }

  private boolean take() {
    return taken.compareAndSet(false, true);
  }

  /** Runs in the pool. */
  @Override
  public T call() throws Exception {
    T result;
    try {
      result = work.call();
    } catch (Throwable t) {
      // Every Throwable: the client waits for an answer.
      PoolTask<T> own = task;
      if (own != null && own.isCancelled()) {
        // Its work is interrupted before listeners hear of the cancellation.
        stopped();
        throw t;
      }
      Log.warn("offstage: the work for " + describe() + " failed", t);
      if (take()) {
        answer(response -> Problem.failed().inPlaceOfAll(response));
      }
      throw t;
    }
    if (take()) {
      answer(response -> writer.write(result, response));
    }
    return result;
  }

  private void timeIsUp() {
    if (!take()) {
      return;
    }
    Runnable answer = () -> answer(Unavailable.TOO_SLOW::inPlaceOfAll);
    if (due != null) {
      answer.run();
      return;
    }
    try {
      // On a thread of the container: a client that reads slowly must not hold up the timer.
      context().start(answer);
    } catch (RuntimeException e) {
      answer.run();
    }
  }

  private void stopped() {
    if (take()) {
      answer(Unavailable.CANCELLED::inPlaceOfAll);
    }
  }

  private void answer(LateAnswer.Content content) {
    LateAnswer answer = new LateAnswer(request, this::describe, content);
    DueReply own = due;
    if (own != null) {
      try {
        own.dispatch(context(), answer);
      } catch (RuntimeException e) {
        // The container has ended the request already, as when the client has gone.
        complete();
      }
      return;
    }
    try {
      answer.writeAtOnce(response);
    } finally {
      complete();
    }
  }

  private void complete() {
    try {
      context().complete();
    } catch (RuntimeException e) {
      // The container has ended the request already, as when the client has gone.
    }
  }

  private AsyncContext context() {
    return Objects.requireNonNull(async, "async");
  }

  private String describe() {
    PoolTask<T> own = task;
    return own == null ? "a request" : "the request of '" + own.name() + "'";
  }

  @Override
  public void onComplete(AsyncEvent event) {
    Future<?> pending = timeout;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  /**
   * The container's own timeout is switched off; should it fire all the same, it counts as ours.
   */
  @Override
  public void onTimeout(AsyncEvent event) {
    timeIsUp();
  }

  /** The client has gone, or the application's own code has thrown after it made the reply. */
  @Override
  public void onError(AsyncEvent event) {
    PoolTask<T> own = task;
    boolean first = take();
    if (chainThrew) {
      if (first && !ServerDefects.answersAsyncErrors(request)) {
        writeFailure();
      }
      return;
    }
    if (first) {
      complete();
      if (cancelOnDisconnect && own != null) {
        own.cancel(true);
      }
    }
  }

  private void answerThrown() {
    if (take()) {
      writeFailure();
    }
  }

  private void writeFailure() {
    new LateAnswer(request, this::describe, Problem.failed()::inPlaceOfAll).writeAtOnce(response);
    complete();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
