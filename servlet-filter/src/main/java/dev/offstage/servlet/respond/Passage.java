package dev.offstage.servlet.respond;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.TaskIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Lets one recorded request back into the webapp, once: nobody outside this JVM knows its token.
 * Here the task's cancellation also finds the thread that does the work. Thread-safe.
 */
final class Passage {
  static final String HEADER = "Offstage-Passage";

  /** The attribute in which the returned request keeps it, for its later dispatches. */
  static final String ATTRIBUTE = "dev.offstage.passage";

  private final String token = TaskIds.next();
  private final RecordedRequest request;
  // Null for a probe.
  private final @Nullable PoolTask<?> task;
  private boolean arrived;
  private @Nullable String objection;
  private @Nullable Thread thread;
  private boolean interrupted;

  Passage(RecordedRequest request, @Nullable PoolTask<?> task) {
    this.request = request;
    this.task = task;
  }

  String token() {
    return token;
  }

  RecordedRequest request() {
    return request;
  }

  /** The probe has arrived. */
  synchronized void arrive() {
    arrived = true;
  }

  synchronized boolean hasArrived() {
    return arrived;
  }

  /** Why the request was not let in although it arrived; null if it was. */
  synchronized @Nullable String objection() {
    return objection;
  }

  /** Serves the returned request as the original one, as part of its task. */
  void serve(HttpServletRequest returned, HttpServletResponse response, FilterChain webapp)
      throws IOException, ServletException {
    PoolTask<?> own = task;
    if (own == null || !enter(returned)) {
      response.setStatus(409);
      return;
    }
    returned.setAttribute(ATTRIBUTE, this);
    PoolTask<?> outer = PoolTask.enter(own);
    try {
      webapp.doFilter(new ReturnedRequest(returned, request), response);
    } finally {
      PoolTask.enter(outer);
      leave();
    }
  }

  /** Refuses another user: a client certificate, say, is not there the second time. */
  private synchronized boolean enter(HttpServletRequest returned) {
    Principal principal = returned.getUserPrincipal();
    String user = principal == null ? null : principal.getName();
    arrived = true;
    if (request.user == null ? user != null : !request.user.equals(user)) {
      objection =
          "its login, such as a certificate or a ticket, does not hold for a second request";
      return false;
    }
    thread = Thread.currentThread();
    return true;
  }

  private synchronized void leave() {
    thread = null;
    if (interrupted) {
      // The thread is the server's: this interrupt must not hit its next request.
      Thread.interrupted();
    }
  }

  /** Interrupts the work, if a thread is running it. */
  synchronized void interrupt() {
    if (thread != null) {
      interrupted = true;
      thread.interrupt();
    }
  }
}
