package dev.offstage.servlet.reply;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.RequestClient;
import dev.offstage.servlet.http.Responses;
import dev.offstage.servlet.server.AsyncEvents;
import dev.offstage.servlet.server.AsyncObserver;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for the response of one request, and the client that sent it.
 *
 * <p>When a response is complete depends on how the request ends. Normally, it is closed here,
 * before the tasks start, so that they never hold it up. In an asynchronous request the container
 * says when. After an error the container still writes its error page, and the end of the request
 * is the signal (Jetty gives it before the page, so there the tasks start while the page is
 * written).
 */
public final class RequestTasks implements AfterResponse, AsyncObserver {
  private static final String ATTRIBUTE = "dev.offstage.afterResponse";
  private static final String LISTENER_PRESENT = "dev.offstage.requestListener";

  // The request, not its tasks: most requests have none, and nothing is allocated for them.
  private static final ThreadLocal<@Nullable ServletRequest> CURRENT = new ThreadLocal<>();
  private static final Supplier<@Nullable RequestTasks> SOURCE = RequestTasks::ofCurrent;

  private static final int OK = 200;
  private static final int FIRST_ERROR = 400;

  private static final class Held {
    final PoolTask<?> task;
    final IntConsumer answered;

    Held(PoolTask<?> task, IntConsumer answered) {
      this.task = task;
      this.answered = answered;
    }
  }

  private final ServletRequest request;
  private List<Held> tasks = new ArrayList<>();
  private boolean complete;
  private int status = OK;
  private boolean failed;
  private @Nullable HttpServletResponse response;
  private @Nullable String client;

  private RequestTasks(ServletRequest request) {
    this.request = request;
  }

  /**
   * The current thread serves this request from now on, null for none.
   *
   * @return the previous one, to be restored afterwards
   */
  public static @Nullable ServletRequest enter(@Nullable ServletRequest request) {
    ServletRequest previous = CURRENT.get();
    CURRENT.set(request);
    AfterResponse.enter(request == null ? null : SOURCE);
    return previous;
  }

  private static @Nullable RequestTasks ofCurrent() {
    ServletRequest request = CURRENT.get();
    return request == null ? null : of(request);
  }

  /** The webapp whose request the current thread serves; null if it serves none. */
  public static @Nullable ServletContext currentContext() {
    ServletRequest request = CURRENT.get();
    return request == null ? null : request.getServletContext();
  }

  /** Those of the request, shared by its asynchronous and error dispatches. */
  private static RequestTasks of(ServletRequest request) {
    Object known = request.getAttribute(ATTRIBUTE);
    if (known instanceof RequestTasks && !((RequestTasks) known).isComplete()) {
      return (RequestTasks) known;
    }
    RequestTasks made = new RequestTasks(request);
    request.setAttribute(ATTRIBUTE, made);
    return made;
  }

  /** Whether the current thread serves a request that goes on after the servlet, or none at all. */
  static boolean isCurrentKeptByApplication() {
    ServletRequest request = CURRENT.get();
    return request == null || ReplyLater.isAsyncOfApplication(request);
  }

  /** From now on somebody tells when a request is over. */
  public static void markListenerPresent(ServletContext context) {
    context.setAttribute(LISTENER_PRESENT, true);
  }

  /** The container has ended the request. */
  public static void requestDestroyed(ServletRequest request) {
    Object known = request.getAttribute(ATTRIBUTE);
    if (known instanceof RequestTasks && !request.isAsyncStarted()) {
      ((RequestTasks) known).responseComplete();
    }
  }

  @Override
  public void add(PoolTask<?> task, IntConsumer answered) {
    int known;
    synchronized (this) {
      if (!complete) {
        tasks.add(new Held(task, answered));
        return;
      }
      known = status;
    }
    answered.accept(known);
  }

  /** Looked up once: a batch has many tasks. */
  @Override
  public synchronized String client() {
    String known = client;
    if (known == null) {
      known = RequestClient.of(request);
      client = known;
    }
    return known;
  }

  private synchronized boolean isComplete() {
    return complete;
  }

  private synchronized boolean isEmpty() {
    return tasks.isEmpty();
  }

  /** The filter chain has returned, or thrown. */
  public static void chainEnded(
      ServletRequest request, HttpServletResponse response, boolean threw) {
    Object known = request.getAttribute(ATTRIBUTE);
    if (known instanceof RequestTasks && !((RequestTasks) known).isEmpty()) {
      ((RequestTasks) known).chainEnded(response, threw);
    }
  }

  private void chainEnded(HttpServletResponse response, boolean threw) {
    answeredBy(response, threw);
    if (request.isAsyncStarted()) {
      waitFor(request.getAsyncContext());
      return;
    }
    // Not only if it is uncommitted: after sendError it says that it is committed.
    boolean errorPageFollows = threw || response.getStatus() >= 400;
    if (!errorPageFollows) {
      Responses.close(response);
      responseComplete();
    } else if (request.getServletContext().getAttribute(LISTENER_PRESENT) == null) {
      // Nobody will tell when the request is over.
      responseComplete();
    }
  }

  private void waitFor(AsyncContext async) {
    try {
      AsyncEvents.tell(this, async);
    } catch (IllegalStateException e) {
      // It has completed meanwhile.
      responseComplete();
    }
  }

  /** Until the request is over the response knows its status, which an error page may change. */
  private synchronized void answeredBy(HttpServletResponse its, boolean threw) {
    response = its;
    failed |= threw;
  }

  /**
   * What the client has got. Called before the container reuses the response; what has thrown has
   * failed, even if the container has not said so yet, or no longer could.
   */
  private int answered() {
    HttpServletResponse its = response;
    int known = OK;
    try {
      known = its == null ? OK : its.getStatus();
    } catch (RuntimeException e) {
      // Gone already.
    }
    return failed && known < FIRST_ERROR ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : known;
  }

  private void responseComplete() {
    List<Held> due;
    int known;
    synchronized (this) {
      if (!complete) {
        complete = true;
        status = answered();
        response = null;
      }
      known = status;
      due = tasks;
      tasks = new ArrayList<>();
    }
    for (Held held : due) {
      try {
        held.answered.accept(known);
      } catch (RuntimeException | LinkageError e) {
        Log.warn("offstage: '" + held.task.name() + "' was not started after the response", e);
      }
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    responseComplete();
  }

  @Override
  public synchronized void onError(AsyncEvent event) {
    failed = true;
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    // A new cycle forgets the listeners of the one before.
    waitFor(event.getAsyncContext());
  }
}
