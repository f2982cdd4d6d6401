package dev.offstage.servlet.respond.work;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.Room;
import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.LoginEndedException;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.spool.Spool;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The work of one task: sends the recorded request to the webapp again and keeps the response.
 *
 * <p>It takes the server's own way, from the connector on, so that everything in front of a servlet
 * applies as to any request: every filter, the login, the session, error pages, forwards. An
 * asynchronous dispatch would bypass all filters that are mapped to REQUEST dispatches only: in
 * nearly every legacy webapp that is all of them, its security included.
 */
public final class SecondRequest implements Callable<@Nullable Void> {
  private final RecordedRequest request;
  private final ResultUrl resultUrl;
  private final Return way;
  private final Room room;
  private final Outstanding outstanding;
  private final boolean durable;
  // Set before the task is handed over.
  private volatile @Nullable PublishedTask published;
  private @Nullable Passage passage;
  private @Nullable Attempt attempt;

  /**
   * Makes it.
   *
   * @param durable whether others can do it if the server lets it in no more
   */
  public SecondRequest(
      RecordedRequest request,
      ResultUrl resultUrl,
      Return way,
      Room room,
      Outstanding outstanding,
      boolean durable) {
    this.request = request;
    this.resultUrl = resultUrl;
    this.way = way;
    this.room = room;
    this.outstanding = outstanding;
    this.durable = durable;
  }

  RecordedRequest request() {
    return request;
  }

  Return way() {
    return way;
  }

  /** Whether the webapp has it. */
  synchronized boolean hasArrived() {
    return passage != null && passage.hasArrived();
  }

  /** Sets the task whose work this is. */
  public void workOf(PublishedTask task) {
    published = task;
  }

  /** The webapp answered with an error; the client gets that. */
  static final class ErrorResponseException extends Exception {
    private static final long serialVersionUID = 1L;

    ErrorResponseException(int status, @Nullable String reason) {
      super(reason == null ? "the webapp answered with HTTP " + status : reason);
    }
  }

  /** Something in front of the webapp answered in its place. */
  private static final class NotLetInException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean ofStop;

    NotLetInException(ReceivedResponse received) {
      super(
          "the request did not come back to the webapp: HTTP "
              + received.status()
              + " from the server");
      ofStop =
          received.status() == 404
              || received.status() == 503
              || Passage.UNKNOWN.equals(received.headers().first(Passage.HEADER));
    }

    /** So answer servers that are stopping, have the webapp stopped, or have it started anew. */
    boolean isOfStop() {
      return ofStop;
    }
  }

  @Override
  public @Nullable Void call() throws Exception {
    PublishedTask own = published;
    if (own == null) {
      throw new IllegalStateException("not published");
    }
    try {
      Passage one = new Passage(request, own.task);
      RecordedResponse response = exchange(one, own.task, own.owner.client());
      own.keep(response);
      if (response.status() >= 500) {
        throw new ErrorResponseException(response.status(), one.failure());
      }
      return null;
    } catch (ErrorResponseException e) {
      // The server has logged what there is to know.
      throw e;
    } catch (LoginEndedException e) {
      Log.warn("offstage: '" + own.task.name() + "' was not done: " + e.getMessage());
      throw e;
    } catch (Exception e) {
      if (!own.task.isCancelled() && mayBeOfStop(e) && outstanding.awaitStop()) {
        if (durable) {
          throw new NotNowException("the server stops, and lets no request in any more", e);
        }
        outstanding.lose(own);
      } else if (!own.task.isCancelled()) {
        Log.warn("offstage: '" + own.task.name() + "' has no response", e);
      }
      throw e;
    }
  }

  private RecordedResponse exchange(Passage own, PoolTask<?> task, String client)
      throws IOException {
    // A webapp that is stopping may never let in what has not arrived by then; and where nobody is
    // at work, nobody hears of a cancellation.
    Attempt one =
        new Attempt(
            () ->
                own.isLongOver()
                    || (outstanding.isStopping() && !own.hasArrived())
                    || (task.isToStop() && own.hasNoThread()),
            task::isToStop);
    Spool body = room.openResult(client);
    boolean kept = false;
    outstanding.passages.open(own);
    try {
      begin(own, one, task);
      ReceivedResponse received = way.send(request, own.token(), body, one);
      body.complete();
      if (!own.hasArrived()) {
        if (request.identity.user() != null && asksForLogin(received.status())) {
          throw new LoginEndedException(
              "its login has ended: HTTP " + received.status() + " from the server");
        }
        throw new NotLetInException(received);
      }
      String objection = own.objection();
      if (objection != null) {
        throw new LoginEndedException(objection);
      }
      if (own.hasBrokenOff()) {
        throw new IOException("the webapp failed after its response had begun");
      }
      own.mend(received);
      kept = true;
      return new RecordedResponse(received, resultUrl, body);
    } finally {
      outstanding.passages.close(own);
      if (!kept) {
        body.free();
      }
    }
  }

  private boolean mayBeOfStop(Exception thrown) {
    return !hasArrived()
        && (!(thrown instanceof NotLetInException) || ((NotLetInException) thrown).isOfStop());
  }

  /** Of somebody whom the server has let in before: itself, or with the form of the webapp. */
  private static boolean asksForLogin(int status) {
    return status == 200 || status == 401 || status == 403 || (status > 300 && status < 304);
  }

  private synchronized void begin(Passage own, Attempt one, PoolTask<?> task) {
    passage = own;
    attempt = one;
    if (task.isCancelled()) {
      throw new CancellationException();
    }
  }

  /**
   * The task was cancelled. {@link #call()} still waits for the end of the work: the place in the
   * pool is free when the work has stopped, and not before.
   *
   * @param interrupt whether to interrupt the work
   * @param atOnce whether to end the request as well, since nobody can wait any longer
   */
  public void stop(boolean interrupt, boolean atOnce) {
    Passage own;
    Attempt one;
    synchronized (this) {
      own = passage;
      one = attempt;
    }
    if (own != null && interrupt) {
      own.interrupt();
    }
    if (one != null && atOnce) {
      one.end();
    }
  }

  /** The task has ended, in whatever way. */
  public void free() {
    if (request.body != null) {
      request.body.free();
    }
  }
}
