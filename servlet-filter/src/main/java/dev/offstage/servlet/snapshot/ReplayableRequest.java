package dev.offstage.servlet.snapshot;

import dev.offstage.internal.agent.AgentLink;
import dev.offstage.servlet.http.BodyKind;
import dev.offstage.servlet.server.AsyncEvents;
import dev.offstage.servlet.server.AsyncObserver;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body can be read again after a snapshot has taken it. Without this, a redirected
 * call that is passed the request would leave nothing for code that reads the body after the call,
 * whether or not the method itself looks at the body. The filter wraps requests with a body if
 * there is an agent that may redirect such calls; until a snapshot is taken, everything is passed
 * through.
 */
public final class ReplayableRequest extends HttpServletRequestWrapper implements AsyncObserver {
  private @Nullable ServletInputStream handedOut;
  private boolean readerHandedOut;
  private @Nullable SnapshotBody taken;

  private ReplayableRequest(HttpServletRequest request) {
    super(request);
  }

  /** Wraps a request that has just arrived and has a body; returns any other as it is. */
  public static HttpServletRequest around(HttpServletRequest request) {
    return AgentLink.agentVersion() != null
            && request.getDispatcherType() == DispatcherType.REQUEST
            && BodyKind.of(request).isStream()
        ? new ReplayableRequest(request)
        : request;
  }

  /** This request if it is one, or the one that it wraps; null if there is none. */
  static @Nullable ReplayableRequest in(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper && !(inner instanceof ReplayableRequest)) {
      inner = ((ServletRequestWrapper) inner).getRequest();
    }
    return inner instanceof ReplayableRequest ? (ReplayableRequest) inner : null;
  }

  @Override
  public synchronized ServletInputStream getInputStream() throws IOException {
    if (taken != null) {
      return taken.stream();
    }
    ServletInputStream stream = super.getInputStream();
    handedOut = stream;
    return stream;
  }

  @Override
  public synchronized BufferedReader getReader() throws IOException {
    if (taken != null) {
      return taken.reader(getCharacterEncoding(), getContentType());
    }
    BufferedReader reader = super.getReader();
    readerHandedOut = true;
    return reader;
  }

  /** Other code has the container's stream or reader: what it reads cannot be read again. */
  synchronized boolean isBegun() {
    return taken == null && (handedOut != null || readerHandedOut);
  }

  /** Nothing of the body is left; false for a reader, which does not tell. */
  synchronized boolean isReadToTheEnd() {
    return taken == null && handedOut != null && handedOut.isFinished();
  }

  /** Whether a wrapper around this passes the body on unchanged. */
  boolean isBodyOf(ServletRequest wrapper) {
    try {
      for (ServletRequest outer = wrapper; outer != this; ) {
        if (declares(outer, "getInputStream") || declares(outer, "getReader")) {
          return false;
        }
        outer = ((ServletRequestWrapper) outer).getRequest();
      }
      return true;
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }

  private static boolean declares(ServletRequest wrapper, String method)
      throws NoSuchMethodException {
    return wrapper.getClass().getMethod(method).getDeclaringClass() != ServletRequestWrapper.class;
  }

  /**
   * The body for a snapshot; it stays readable here.
   *
   * @throws IOException if there is no room for it; nothing has been read then
   */
  synchronized SnapshotBody take(long length, @Nullable Path folder)
      throws IOException, NotCopiedException {
    if (taken == null) {
      taken = SnapshotBody.of(SnapshotContent.read(super::getInputStream, length, folder));
    }
    return taken.share();
  }

  /** The filter chain has returned: frees the body now, or when the request is really over. */
  public static void chainEnded(HttpServletRequest request) {
    if (!(request instanceof ReplayableRequest)) {
      return;
    }
    ReplayableRequest own = (ReplayableRequest) request;
    if (!request.isAsyncStarted()) {
      own.release();
      return;
    }
    try {
      AsyncEvents.tell(own, request.getAsyncContext());
    } catch (IllegalStateException e) {
      // It has completed meanwhile.
      own.release();
    }
  }

  private synchronized void release() {
    if (taken != null) {
      taken.close();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    release();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // A new cycle forgets the listeners of the one before.
    AsyncEvents.tell(this, event.getAsyncContext());
  }
}
