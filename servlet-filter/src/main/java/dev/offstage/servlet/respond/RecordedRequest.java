package dev.offstage.servlet.respond;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that is sent again, to the webapp that received it: its bytes, and what the server knew
 * of the connection. Immutable except for the body, which is {@linkplain Spool#free() freed}.
 */
final class RecordedRequest {
  /** Of one connection (RFC 9110, section 7.6.1), or set anew, or unwanted in what is kept. */
  private static final Set<String> LEFT_OUT =
      new HashSet<>(
          Arrays.asList(
              "connection",
              "keep-alive",
              "proxy-connection",
              "te",
              "trailer",
              "transfer-encoding",
              "upgrade",
              "http2-settings",
              "expect",
              "prefer",
              "host",
              "content-length",
              // The response is kept for whoever asks next, and compressed for them then.
              "accept-encoding",
              Passage.HEADER.toLowerCase(Locale.ROOT)));

  /** What is answered on the kept response; of a change, they are for the application. */
  private static final Set<String> LEFT_OUT_OF_READS =
      new HashSet<>(
          Arrays.asList(
              "if-match",
              "if-none-match",
              "if-modified-since",
              "if-unmodified-since",
              "if-range",
              "range"));

  final String method;
  final String uri;
  final @Nullable String query;
  final String url;
  final String scheme;
  final boolean secure;
  final String serverName;
  final int serverPort;
  final String remoteAddress;
  final int remotePort;

  /** Null if the server does not know it, like Tomcat behind AJP. */
  final @Nullable String localAddress;

  final int localPort;
  final @Nullable String user;
  final @Nullable Spool body;
  private final List<String> headers = new ArrayList<>();

  /**
   * Records it.
   *
   * @param body null if it has none
   */
  RecordedRequest(HttpServletRequest request, @Nullable Spool body) {
    this.body = body;
    method = request.getMethod();
    uri = request.getRequestURI();
    query = ResultUrl.without(request.getQueryString());
    url = request.getRequestURL().toString();
    scheme = request.getScheme();
    secure = request.isSecure();
    serverName = request.getServerName();
    serverPort = request.getServerPort();
    remoteAddress = request.getRemoteAddr();
    remotePort = request.getRemotePort();
    localAddress = request.getLocalAddr();
    localPort = request.getLocalPort();
    Principal principal = request.getUserPrincipal();
    user = principal == null ? null : principal.getName();
    addHeaders(request);
    addPreferences(request);
    addNewSession(request);
  }

  private void addHeaders(HttpServletRequest request) {
    String host = request.getHeader("Host");
    add("Host", host == null ? serverName + ":" + serverPort : host);
    Enumeration<String> names = request.getHeaderNames();
    if (names == null) {
      return;
    }
    boolean read = method.equals("GET") || method.equals("HEAD");
    for (String name : Collections.list(names)) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean leftOut = LEFT_OUT.contains(lower) || (read && LEFT_OUT_OF_READS.contains(lower));
      if (!leftOut && !name.startsWith(":")) {
        Collections.list(request.getHeaders(name)).forEach(value -> add(name, value));
      }
    }
  }

  private void addPreferences(HttpServletRequest request) {
    String others = Preferences.of(request).others();
    if (others != null) {
      add("Prefer", others);
    }
  }

  /** A session that began with this request: its cookie has not reached the client yet. */
  private void addNewSession(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null && session.isNew()) {
      String name = request.getServletContext().getSessionCookieConfig().getName();
      add("Cookie", (name == null ? "JSESSIONID" : name) + "=" + session.getId());
    }
  }

  private void add(String name, String value) {
    // Servers allow no line ends in a value; should one, the value must not become a header.
    if (value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf('\0') < 0) {
      headers.add(name + ": " + value);
    }
  }

  /** The request line and the headers, to be sent to this webapp with a token. */
  byte[] head(String token) {
    String target = query == null ? uri : uri + "?" + query;
    boolean bodyExpected = body != null || !(method.equals("GET") || method.equals("DELETE"));
    String length =
        bodyExpected ? "Content-Length: " + (body == null ? 0 : body.size()) + "\r\n" : "";
    return head(method, target, token, headers, length);
  }

  /** The same for a request that only tests whether the way is open. */
  byte[] probe(String path, String token) {
    List<String> own = new ArrayList<>();
    for (String header : headers) {
      String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
      if (!name.startsWith("content-") && !name.startsWith("if-") && !name.equals("range")) {
        own.add(header);
      }
    }
    return head("GET", path, token, own, "");
  }

  private static byte[] head(
      String method, String target, String token, List<String> headers, String length) {
    StringBuilder head = new StringBuilder(method).append(' ').append(target);
    head.append(" HTTP/1.1\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append(length).append(Passage.HEADER).append(": ").append(token);
    head.append("\r\nConnection: close\r\n\r\n");
    String text = head.toString();
    // Servers read the bytes as Latin-1, or as UTF-8 if that is what they are.
    return text.chars().allMatch(c -> c < 256)
        ? text.getBytes(StandardCharsets.ISO_8859_1)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
