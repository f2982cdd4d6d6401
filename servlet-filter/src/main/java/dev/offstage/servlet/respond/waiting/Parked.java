package dev.offstage.servlet.respond.waiting;

import dev.offstage.internal.task.Place;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.reply.LateAnswer;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.reply.Written;
import dev.offstage.servlet.respond.kept.PublishedTask;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a task without a thread. When there is something to say, or the time is
 * up, a thread of the container writes it. Nothing is dispatched: a filter that is not mapped for
 * that would not see the request again, and the webapp would do its work a second time.
 */
public final class Parked {
  private final PublishedTask published;
  private final Duration wait;
  private final Lobby lobby;
  private final Place place;
  private final @Nullable IntPredicate news;
  private final Answer answer;
  private final HttpServletRequest request;
  private final WatchedResponse response;
  private final AsyncContext async;
  private final Runnable waker = this::wake;
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile @Nullable Future<?> time;

  /** What is written to a request that has waited. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Writes it.
     *
     * @return whether that was all; if not, the request waits again
     */
    boolean write() throws IOException, ServletException;
  }

  private Parked(
      PublishedTask published,
      Duration wait,
      Lobby lobby,
      Place place,
      @Nullable IntPredicate news,
      Answer answer,
      HttpServletRequest request,
      WatchedResponse response,
      AsyncContext async) {
    this.published = published;
    this.wait = wait;
    this.lobby = lobby;
    this.place = place;
    this.news = news;
    this.answer = answer;
    this.request = request;
    this.response = response;
    this.async = async;
  }

  /**
   * Parks the request until the task ends. If that is not possible for want of a place, the
   * response is made to end its connection, for others to have it.
   *
   * @param response what the answer is written to
   * @param wait the longest time, each time
   * @param news for a request that follows the task, and is written to at once: asked now and then
   *     whether there is something to write, given its place in the queue. Null for no
   * @return false if that is not possible and the request must be answered now
   */
  static boolean park(
      HttpServletRequest request,
      WatchedResponse response,
      PublishedTask published,
      Duration wait,
      Lobby lobby,
      @Nullable IntPredicate news,
      Answer answer) {
    if (wait.isZero() || published.isDone() || !request.isAsyncSupported()) {
      return false;
    }
    Place place = lobby.enter(request);
    if (place == null) {
      if (request.getProtocol().startsWith("HTTP/1")) {
        response.setHeader("Connection", "close");
      }
      return false;
    }
    AsyncContext async;
    try {
      async = request.startAsync(request, response);
    } catch (IllegalStateException e) {
      place.leave();
      return false;
    }
    async.setTimeout(0);
    Parked parked =
        new Parked(published, wait, lobby, place, news, answer, request, response, async);
    if (news == null) {
      parked.sleep();
    } else {
      parked.write();
    }
    return true;
  }

  private void sleep() {
    awake.set(false);
    published.waiting().add(waker);
    if (news != null) {
      lobby.lookout().add(this);
    }
    try {
      time = lobby.timer().schedule(this::wake, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The webapp is stopping.
      wake();
    }
    if (awake.get()) {
      cancelTime();
    } else if (published.isDone()) {
      wake();
    }
  }

  PoolTask<?> task() {
    return published.task;
  }

  boolean hasNews(int position) {
    return news != null && news.test(position);
  }

  /** Called by any thread, any number of times. */
  void wake() {
    if (!awake.compareAndSet(false, true)) {
      return;
    }
    published.waiting().remove(waker);
    if (news != null) {
      lobby.lookout().remove(this);
    }
    cancelTime();
    try {
      async.start(this::write);
    } catch (RuntimeException e) {
      // The client has gone, or the webapp has.
      end();
    }
  }

  private void write() {
    boolean all = true;
    try {
      all = answer.write();
      if (!Written.check(response, name(), "put Offstage's filter in front of it")) {
        all = true;
      }
    } catch (IOException | ServletException | RuntimeException | Error e) {
      failed(e);
    }
    if (all) {
      end();
    } else {
      sleep();
    }
  }

  /** That clients go is no news. */
  private void failed(Throwable thrown) {
    if (!response.isClientGone(thrown)) {
      LateAnswer.failed(request, response, name(), thrown);
    }
  }

  private String name() {
    return "the answer to a request that waited for '" + published.task.name() + "'";
  }

  private void end() {
    place.leave();
    try {
      async.complete();
    } catch (RuntimeException e) {
      // The container has ended the request already.
    }
  }

  private void cancelTime() {
    Future<?> own = time;
    if (own != null) {
      own.cancel(false);
    }
  }
}
