package dev.offstage.servlet.respond.returning;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.TaskIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets one recorded request back into the webapp, once: nobody outside this JVM knows its token.
 * Here the task's cancellation also finds the thread that does the work. Thread-safe.
 */
public final class Passage {
  public static final String HEADER = "Offstage-Passage";

  /** The attribute in which the returned request keeps it, for its later dispatches. */
  public static final String ATTRIBUTE = "dev.offstage.passage";

  private final String token = TaskIds.next();
  // Both null for a probe.
  private final @Nullable RecordedRequest request;
  private final @Nullable PoolTask<?> task;
  private boolean arrived;
  private @Nullable String objection;
  private @Nullable String failure;
  private @Nullable Thread thread;
  private boolean interrupted;

  public Passage(@Nullable RecordedRequest request, @Nullable PoolTask<?> task) {
    this.request = request;
    this.task = task;
  }

  public String token() {
    return token;
  }

  /** The request of a later dispatch, as the webapp is to see it. */
  public HttpServletRequest around(HttpServletRequest returned) {
    return request == null ? returned : new ReturnedRequest(returned, request);
  }

  /** The probe has arrived. */
  public synchronized void arrive() {
    arrived = true;
  }

  public synchronized boolean hasArrived() {
    return arrived;
  }

  /** Why the request was not let in although it arrived: what has changed; null if it was. */
  public synchronized @Nullable String objection() {
    return objection;
  }

  /** Serves the returned request as the original one, as part of its task. */
  public void serve(HttpServletRequest returned, HttpServletResponse response, FilterChain webapp)
      throws IOException, ServletException {
    PoolTask<?> own = task;
    if (own == null || request == null || !enter(returned, request.identity)) {
      response.setStatus(409);
      return;
    }
    returned.setAttribute(ATTRIBUTE, this);
    PoolTask<?> outer = PoolTask.enter(own);
    try {
      webapp.doFilter(new ReturnedRequest(returned, request), response);
    } catch (IOException | ServletException | RuntimeException e) {
      failedBy(e);
      throw e;
    } finally {
      PoolTask.enter(outer);
      leave();
    }
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

  private synchronized void leave() {
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
