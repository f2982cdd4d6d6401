package dev.offstage.servlet;

import dev.offstage.internal.agent.AgentLink;
import dev.offstage.servlet.http.BodyKind;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
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
 * call that is given the request would leave nothing to code that reads the body after the call,
 * whether the method itself looks at the body or not. Put around requests with a body by the {@link
 * OffstageFilter} where there is an agent that may redirect such calls; until a snapshot is taken
 * it hands everything through.
 */
final class ReplayableRequest extends HttpServletRequestWrapper implements AsyncListener {
  private @Nullable ServletInputStream handedOut;
  private boolean readerHandedOut;
  private @Nullable SnapshotBody taken;

  private ReplayableRequest(HttpServletRequest request) {
    super(request);
  }

  /** Around a request that has just come and has a body; any other as it is. */
  static HttpServletRequest around(HttpServletRequest request) {
    return AgentLink.agentVersion() != null
            && request.getDispatcherType() == DispatcherType.REQUEST
            && BodyKind.of(request).isStream()
        ? new ReplayableRequest(request)
        : request;
  }

  /** The one that this request is, or is a wrapper of; null if there is none. */
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

  /** Somebody else has a stream of the container's: what that gives cannot be given again. */
  synchronized boolean isBegun() {
    return taken == null && (handedOut != null || readerHandedOut);
  }

  /** Nothing of the body is left; for a reader that cannot be known. */
  synchronized boolean isReadToTheEnd() {
    return taken == null && handedOut != null && handedOut.isFinished();
  }

  /** Whether a wrapper around this gives the body as it is here. */
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
   * @throws IOException if there is no place for it; nothing has been read then
   */
  synchronized SnapshotBody take(long length, @Nullable Path folder)
      throws IOException, NotCopiedException {
    if (taken == null) {
      taken = SnapshotBody.of(SnapshotContent.read(super::getInputStream, length, folder));
    }
    return taken.share();
  }

  /** The filter chain has returned: frees the body now, or when the request is really over. */
  static void chainEnded(HttpServletRequest request) {
    if (!(request instanceof ReplayableRequest)) {
      return;
    }
    ReplayableRequest own = (ReplayableRequest) request;
    if (!request.isAsyncStarted()) {
      own.release();
      return;
    }
    try {
      request.getAsyncContext().addListener(own);
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
    event.getAsyncContext().addListener(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}
}
