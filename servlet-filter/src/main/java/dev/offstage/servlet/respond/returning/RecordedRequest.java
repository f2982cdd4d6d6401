package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.spool.Spool;
import dev.offstage.servlet.server.ContainerRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is sent again, to the webapp that received it: its bytes, and what the server knew
 * of the connection. Immutable except for the body, which is {@linkplain Spool#free() freed}.
 */
public final class RecordedRequest {
  /** The path of its webapp; empty for the root. */
  final String webapp;

  public final String method;

  /** The path as it was sent. */
  public final String uri;

  public final @Nullable String query;

  /** In which the server has read path and query where they are not escaped. */
  public final Charset charset;

  public final String url;
  public final Origin origin;

  /** As whom it is to be done. */
  public final Identity identity;

  public final @Nullable Spool body;

  /** What only the connector could tell, by name. */
  public final Map<String, Object> attributes;

  /** What came behind the body. */
  final Map<String, String> trailers;

  /** What is sent to the server, but for {@code Content-Length}. */
  public final Headers headers = new Headers();

  /** What only the webapp gets to see. */
  public final Headers withheld = new Headers();

  /**
   * Records it.
   *
   * @param identity of whoever sends it
   * @param query what is sent again of it; null for none
   * @param prefer what is left of its preferences; null if that is nothing
   * @param sessionCookie of a session that the client does not know yet; null for none
   * @param body null if it has none
   * @param byStranger how it returns, see {@link Return#isByStranger()}
   */
  public RecordedRequest(
      HttpServletRequest request,
      Identity identity,
      @Nullable String query,
      @Nullable String prefer,
      @Nullable String sessionCookie,
      @Nullable Spool body,
      boolean byStranger) {
    this.identity = identity;
    this.query = query;
    this.body = body;
    charset = charset(request);
    webapp = request.getServletContext().getContextPath();
    method = request.getMethod();
    uri = request.getRequestURI();
    url = request.getRequestURL().toString();
    origin = new Origin(request);
    attributes = ConnectorAttributes.of(request);
    trailers = body == null ? Collections.emptyMap() : trailers(request);
    String host = request.getHeader("Host");
    headers.add("Host", host == null ? origin.host() : host);
    addHeaders(request, byStranger);
    String type = request.getContentType();
    if (body != null && type != null && headers.first("Content-Type") == null) {
      // Open Liberty gives back a form that it has kept over a login without the header.
      headers.add("Content-Type", type);
    }
    if (prefer != null) {
      headers.add("Prefer", prefer);
    }
    if (sessionCookie != null) {
      SessionCookie.replace(headers, sessionCookie);
    }
  }

  /**
   * One that a store has kept.
   *
   * @param identity as whom it is to be done
   * @param body its body; null if it has none
   * @param byStranger how it returns here, see {@link Return#isByStranger()}
   */
  public RecordedRequest(
      RequestData data, Identity identity, @Nullable Spool body, boolean byStranger) {
    this.identity = identity;
    this.body = body;
    query = data.query;
    charset = Charset.forName(data.charset);
    webapp = data.webapp;
    method = data.method;
    uri = data.uri;
    url = data.url;
    origin = new Origin(data);
    attributes = data.attributes();
    trailers = data.trailers;
    for (int i = 0; i + 1 < data.headers.size(); i += 2) {
      String name = data.headers.get(i);
      // As this server takes it, and not as the one that has written it down.
      addHeader(name, data.headers.get(i + 1), byStranger);
    }
  }

  private RecordedRequest(Origin origin, String method, String uri) {
    this.origin = origin;
    this.uri = uri;
    query = null;
    body = null;
    attributes = Collections.emptyMap();
    trailers = Collections.emptyMap();
    charset = StandardCharsets.ISO_8859_1;
    webapp = "";
    this.method = method;
    identity = Identity.NOBODY;
    url = origin.scheme + "://" + origin.host() + uri;
    headers.add("Host", origin.host());
  }

  /** One that only tests a way, for requests of this origin. */
  public static RecordedRequest probe(Origin origin, String uri) {
    return probe(origin, "GET", uri);
  }

  /** The same with another method, and without a body. */
  public static RecordedRequest probe(Origin origin, String method, String uri) {
    return new RecordedRequest(origin, method, uri);
  }

  /** Since Servlet 4.0; there after the body has been read. */
  private static Map<String, String> trailers(HttpServletRequest request) {
    try {
      Map<String, String> trailers = request.getTrailerFields();
      return trailers == null ? Collections.emptyMap() : new HashMap<>(trailers);
    } catch (IllegalStateException | LinkageError e) {
      return Collections.emptyMap();
    }
  }

  /** Jetty reads UTF-8; the others give a character for each byte. */
  private static Charset charset(HttpServletRequest request) {
    String type = ContainerRequest.of(request).getClass().getName();
    return type.startsWith("org.eclipse.jetty.")
        ? StandardCharsets.UTF_8
        : StandardCharsets.ISO_8859_1;
  }

  private void addHeaders(HttpServletRequest request, boolean byStranger) {
    Enumeration<String> names = request.getHeaderNames();
    if (names == null) {
      return;
    }
    boolean read = method.equals("GET") || method.equals("HEAD");
    for (String name : Collections.list(names)) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!SentHeaders.isLeftOut(lower, read)) {
        Collections.list(request.getHeaders(name))
            .forEach(value -> addHeader(name, value, byStranger));
      }
    }
  }

  private void addHeader(String name, String value, boolean byStranger) {
    boolean hidden = SentHeaders.isWithheld(name.toLowerCase(Locale.ROOT), byStranger);
    (hidden ? withheld : headers).add(name, value);
  }

  /** How long its body is; -1 if it has none, and a server expects none. */
  public long contentLength() {
    if (body != null) {
      return body.size();
    }
    return method.equals("GET") || method.equals("HEAD") || method.equals("DELETE") ? -1 : 0;
  }
}
