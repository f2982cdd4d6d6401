package dev.offstage.servlet.snapshot;

import dev.offstage.internal.request.RequestGuard;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything in a request, detached from it. It wraps a {@link Recording}, which answers the plain
 * getters and refuses whatever is not overridden here, so it fits whichever version of the servlet
 * API the container has. Immutable but for the stream or reader of the body, and {@link #close()}.
 */
public final class CopiedRequest extends HttpServletRequestWrapper
    implements RequestGuard.Copy, AutoCloseable {
  private final String url;
  private final SnapshotHeaders headers;
  private final Cookie @Nullable [] cookies;
  private final Map<String, String[]> parameters;
  private final Map<String, Object> attributes;
  private final List<Locale> locales;
  private final @Nullable HttpSession session;
  private final @Nullable Map<String, Boolean> roles;
  private final SnapshotParts parts;
  private final SnapshotBody body;

  private CopiedRequest(HttpServletRequest request, BodyCopier reader, SnapshotParts parts)
      throws NotCopiedException, IOException {
    super(new Recording(HttpServletRequest.class, request).as(HttpServletRequest.class));
    this.parts = parts;
    url = request.getRequestURL().toString();
    headers =
        new SnapshotHeaders(
            list(request.getHeaderNames()), name -> Collections.list(request.getHeaders(name)));
    cookies = copy(request.getCookies());
    parameters = copy(request.getParameterMap());
    attributes = AppAttributes.of(request);
    locales = Collections.list(request.getLocales());
    session = SnapshotSession.of(request);
    roles = DeclaredRoles.of(request);
    body = reader.body(parts);
  }

  /**
   * Copies a request.
   *
   * @param limit the largest body, in bytes
   * @param evenIfOnce whether to read a body that nobody could read again
   */
  public static CopiedRequest of(HttpServletRequest request, long limit, boolean evenIfOnce)
      throws NotCopiedException {
    try {
      BodyCopier reader = new BodyCopier(request, limit, evenIfOnce);
      SnapshotParts parts = reader.parts();
      boolean copied = false;
      try {
        CopiedRequest copy = new CopiedRequest(request, reader, parts);
        copied = true;
        return copy;
      } finally {
        if (!copied) {
          parts.close();
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new NotCopiedException("the request cannot be copied: " + e, e);
    }
  }

  SnapshotBody shareBody() throws NotCopiedException {
    return body.share();
  }

  private static @Nullable List<String> list(@Nullable Enumeration<String> names) {
    return names == null ? null : Collections.list(names);
  }

  private static Cookie @Nullable [] copy(Cookie @Nullable [] cookies) {
    return cookies == null
        ? null
        : Arrays.stream(cookies).map(it -> (Cookie) it.clone()).toArray(Cookie[]::new);
  }

  private static Map<String, String[]> copy(Map<String, String[]> parameters) {
    Map<String, String[]> copy = new LinkedHashMap<>();
    parameters.forEach((name, values) -> copy.put(name, values.clone()));
    return Collections.unmodifiableMap(copy);
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(url);
  }

  @Override
  public @Nullable String getPathTranslated() {
    String path = getPathInfo();
    return path == null ? null : getServletContext().getRealPath(path);
  }

  /** Still called by old webapps; not in the API from 6.0 on. */
  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Callers see the servlet API's method.
  public String getRealPath(String path) {
    return getServletContext().getRealPath(path);
  }

  /** The address: the name would need a DNS look-up. */
  @Override
  public String getRemoteHost() {
    return getRemoteAddr();
  }

  /** The address, as {@link #getRemoteHost}. */
  @Override
  public String getLocalName() {
    return getLocalAddr();
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.first(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(headers.all(name));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.names());
  }

  @Override
  public int getIntHeader(String name) {
    String value = headers.first(name);
    return value == null ? -1 : Integer.parseInt(value.trim());
  }

  @Override
  public long getDateHeader(String name) {
    return headers.date(name);
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    return copy(cookies);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return copy(parameters);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return Collections.enumeration(attributes.keySet());
  }

  @Override
  public Enumeration<Locale> getLocales() {
    return Collections.enumeration(locales);
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return create ? getSession() : session;
  }

  @Override
  public HttpSession getSession() {
    if (session == null) {
      throw Recording.unavailable("getSession of a request without a session");
    }
    return session;
  }

  @Override
  public boolean isUserInRole(String role) {
    if (roles == null) {
      return false;
    }
    Boolean has = roles.get(role);
    if (has == null) {
      throw Recording.unavailable("isUserInRole of a role that web.xml does not name");
    }
    return has;
  }

  @Override
  public Collection<Part> getParts() throws ServletException {
    return parts.all();
  }

  @Override
  public @Nullable Part getPart(String name) throws ServletException {
    for (Part part : parts.all()) {
      if (name.equals(part.getName())) {
        return part;
      }
    }
    return null;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return body.stream();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return body.reader(getCharacterEncoding(), getContentType());
  }

  /** It stays what it is. */
  @Override
  public void setRequest(ServletRequest request) {
    throw Recording.unavailable("setRequest");
  }

  /** Deletes the temporary files; the rest can still be read. */
  @Override
  public void close() {
    body.close();
    parts.close();
  }
}
