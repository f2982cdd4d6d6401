package dev.offstage.servlet;

import dev.offstage.servlet.snapshot.CopiedRequest;
import dev.offstage.servlet.snapshot.NotCopiedException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;

/**
 * An immutable copy of a request that a task may keep. The container's own object must never be
 * kept: when its request is over, it belongs to the next user (Servlet specification, section 3.13,
 * "Lifetime of the Request Object"). Work that has captured it is refused.
 *
 * <pre>{@code
 * RequestSnapshot snapshot = RequestSnapshot.of(request);
 * Offstage.run(() -> {
 *   try (RequestSnapshot own = snapshot) {
 *     audit.log(own);
 *   }
 * });
 * }</pre>
 *
 * <p>It has:
 *
 * <ul>
 *   <li>method, URL, protocol, dispatcher type, addresses (host names are given as addresses: there
 *       is no DNS look-up), locales, encoding, headers, cookies and parameters;
 *   <li>the body, if its length is declared and at most 10 MiB; the parts of a multipart form, if
 *       the servlet has a multipart configuration. Reading the parameters of a form reads its body
 *       (section 3.1.1), so a form has parameters or parts but no {@link #getInputStream()};
 *   <li>the application's own attributes, not the container's. As with those of the session, the
 *       values are not copied;
 *   <li>the session, if there was one, with id, times and attributes, read-only;
 *   <li>the user, and those of the user's roles that web.xml names;
 *   <li>the {@link ServletContext} itself.
 * </ul>
 *
 * <p>What needs a running request throws {@link UnsupportedOperationException}, with a message that
 * says so: request dispatchers, {@code startAsync}, {@code login}, {@code setAttribute}, changes to
 * the session, and the like.
 *
 * <p>Bodies and parts above 64 KiB are kept in temporary files, in the webapp's own temporary
 * folder; {@link #close()} deletes them. Thread-safe, except for the stream or reader of the body,
 * which is for one thread at a time.
 */
public final class RequestSnapshot extends HttpServletRequestWrapper implements AutoCloseable {
  static final long DEFAULT_LIMIT = 10L * 1024 * 1024;

  private final CopiedRequest copy;

  private RequestSnapshot(CopiedRequest copy) {
    super(copy);
    this.copy = copy;
  }

  /**
   * Copies a request, on the thread that serves it. The rest of its body is read: code that comes
   * after this does not find it in the request.
   *
   * @param request the request as the caller sees it; a wrapper is copied by its own methods
   * @return the copy, to be closed when it is no longer needed
   * @throws IllegalStateException if it cannot be copied: the body has no declared length or is
   *     longer than 10 MiB, {@link HttpServletRequest#getReader()} has been called, or there is no
   *     room for the body. The message says which. Nothing of the body has been read, except the
   *     parts of a form, which the container keeps
   */
  public static RequestSnapshot of(HttpServletRequest request) {
    try {
      return take(request, DEFAULT_LIMIT, true);
    } catch (NotCopiedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Copies a request.
   *
   * @param limit the largest body, in bytes
   * @param evenIfOnce whether to read a body that nobody could read again
   */
  static RequestSnapshot take(HttpServletRequest request, long limit, boolean evenIfOnce)
      throws NotCopiedException {
    return new RequestSnapshot(CopiedRequest.of(request, limit, evenIfOnce));
  }

  /**
   * The body from the beginning; the same stream each time.
   *
   * @throws IllegalStateException if {@link #getReader()} has been called
   * @throws UnsupportedOperationException if the body is a form
   * @throws IOException if the snapshot is closed
   */
  @Override
  public ServletInputStream getInputStream() throws IOException {
    return copy.getInputStream();
  }

  /**
   * The body as text; the same reader each time. If the request names no encoding, it is ISO-8859-1
   * (section 3.12 of the specification), but UTF-8 for JSON.
   *
   * @throws IllegalStateException if {@link #getInputStream()} has been called
   * @throws UnsupportedOperationException if the body is a form
   * @throws IOException if the snapshot is closed, or the encoding is not known
   */
  @Override
  public BufferedReader getReader() throws IOException {
    return copy.getReader();
  }

  /**
   * Not for use.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void setRequest(ServletRequest request) {
    copy.setRequest(request);
  }

  /**
   * Deletes the temporary files and closes the streams from them; the rest can still be read. Does
   * nothing the second time. Work that you hand over yourself calls this at its end.
   */
  @Override
  public void close() {
    copy.close();
  }

  /** Method and path, without query and headers. */
  @Override
  public String toString() {
    String uri = copy.getRequestURI();
    int parameters = uri.indexOf(';');
    return "RequestSnapshot["
        + copy.getMethod()
        + " "
        + (parameters < 0 ? uri : uri.substring(0, parameters))
        + "]";
  }
}
