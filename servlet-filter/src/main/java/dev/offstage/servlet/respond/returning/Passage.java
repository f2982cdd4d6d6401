package dev.offstage.servlet.respond.returning;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.TaskIds;
import dev.offstage.servlet.server.AsyncEvents;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one recorded request back into the webapp, once: nobody outside this JVM knows its token.
 * Here the task's cancellation also finds the thread that does the work. Thread-safe.
 */
public final class Passage {
  public static final String HEADER = "Offstage-Passage";

  /**
   * The header of an answer to a token that nobody here knows: on a server that has started the
   * webapp anew, of the new one to a request of the old one.
   */
  public static final String UNKNOWN = "unknown";

  /** The attribute in which the returned request keeps it, for its later dispatches. */
  public static final String ATTRIBUTE = "dev.offstage.passage";

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final String token = TaskIds.next();
  // Both null for a probe.
  private final @Nullable RecordedRequest request;
  private final @Nullable PoolTask<?> task;
  private boolean arrived;
  private @Nullable String objection;
  private @Nullable String failure;
  private @Nullable String unsecured;
  private @Nullable Thread thread;
  private boolean interrupted;
  private boolean brokenOff;
  private long endedAt;

  public Passage(@Nullable RecordedRequest request, @Nullable PoolTask<?> task) {
    this.request = request;
    this.task = task;
  }

  public String token() {
    return token;
  }

  /** The probe has arrived. */
  public synchronized void arrive() {
    arrived = true;
  }

  public synchronized boolean hasArrived() {
    return arrived;
  }

  /** Whether the webapp has it without a thread, as one that is asynchronous. */
  public synchronized boolean hasNoThread() {
    return arrived && thread == null;
  }

  /** Why the request was not let in although it arrived: what has changed; null if it was. */
  public synchronized @Nullable String objection() {
    return objection;
  }

  /** Serves the returned request as the original one, as part of its task. */
  public void serve(HttpServletRequest returned, HttpServletResponse response, FilterChain webapp)
      throws IOException, ServletException {
    PoolTask<?> own = task;
    if (own == null || request == null) {
      arrive();
      response.setStatus(204);
      return;
    }
    if (!enter(returned, request.identity)) {
      response.setStatus(409);
      return;
    }
    returned.setAttribute(ATTRIBUTE, this);
    PoolTask<?> outer = PoolTask.enter(own);
    boolean threw = true;
    try {
      webapp.doFilter(new ReturnedRequest(returned, request), response);
      threw = false;
    } catch (IOException | ServletException | RuntimeException e) {
      failedBy(e);
      throw e;
    } finally {
      PoolTask.enter(outer);
      leave(SessionCookie.unsecured(returned, request.origin));
      if (threw) {
        failed(response);
      } else if (!returned.isAsyncStarted() || !watch(returned, response)) {
        ended();
      }
    }
  }

  /** Serves a later dispatch of the returned request. */
  public void serveAgain(
      HttpServletRequest returned, HttpServletResponse response, FilterChain webapp)
      throws IOException, ServletException {
    boolean threw = true;
    try {
      webapp.doFilter(
          request == null ? returned : new ReturnedRequest(returned, request), response);
      threw = false;
    } finally {
      if (threw) {
        failed(response);
      }
    }
  }

  private boolean watch(HttpServletRequest returned, HttpServletResponse response) {
    try {
      AsyncEvents.tell(
          new AsyncEnd(() -> failed(response), this::ended), returned.getAsyncContext());
      return true;
    } catch (IllegalStateException e) {
      // It is over already.
      return false;
    }
  }

  private synchronized void ended() {
    endedAt = System.nanoTime() | 1;
  }

  /**
   * Whether the webapp is done with it for so long that no more of the response will come: it may
   * have declared a length that it did not keep to.
   */
  public synchronized boolean isLongOver() {
    return endedAt != 0 && System.nanoTime() - endedAt > PATIENCE;
  }

  /** Of what has begun, no error page can tell: after an error status, it is the page. */
  private synchronized void failed(HttpServletResponse response) {
    brokenOff = response.isCommitted() && response.getStatus() < 400;
    ended();
  }

  /**
   * Whether the webapp failed after the response had begun. Where that ends with its connection, or
   * where the server ends it as if it were whole, nothing else tells that.
   */
  public synchronized boolean hasBrokenOff() {
    return brokenOff;
  }

  /** Refuses it as somebody else's: the login may have ended while it waited. */
  private boolean enter(HttpServletRequest returned, Identity expected) {
    String change = expected.change(returned);
    synchronized (this) {
      arrived = true;
      objection = change;
      thread = change == null ? Thread.currentThread() : null;
    }
    return change == null;
  }

  /** A servlet wraps what it must not throw. */
  private void failedBy(Exception thrown) {
    Throwable cause = thrown;
    while (cause instanceof ServletException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    synchronized (this) {
      failure = cause.getMessage();
    }
  }

  /** What the webapp says of why it threw; null if it did not, or says nothing. */
  public synchronized @Nullable String failure() {
    return failure;
  }

  /** What the client is to get of the response, as if it had come by its own connection. */
  public synchronized void mend(ReceivedResponse response) {
    if (unsecured != null) {
      SessionCookie.secure(response.headers(), unsecured);
    }
  }

  private synchronized void leave(@Nullable String unsecuredSession) {
    unsecured = unsecuredSession;
    thread = null;
    if (interrupted) {
      // The thread is the server's: this interrupt must not hit its next request.
      Thread.interrupted();
    }
  }

  /** Interrupts the work, if a thread is running it. */
  public synchronized void interrupt() {
    if (thread != null) {
      interrupted = true;
      thread.interrupt();
    }
  }
}
