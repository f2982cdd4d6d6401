package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.server.ContainerRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session that began with a request, or got another id by it, as at a login: the
 * client does not have it yet. An id that changes later is not followed: whoever knew the old one
 * must not get anything done in the session that has the new one.
 */
public final class SessionCookie {
  private SessionCookie() {}

  /** Name and value; null if the client has it, or there is no session. */
  public static @Nullable String newFor(HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return null;
    }
    String id = session.getId();
    boolean known = !session.isNew() && request.isRequestedSessionIdValid();
    if (known && (request.isRequestedSessionIdFromURL() || isSent(request, id))) {
      return null;
    }
    String cookie = setBy(response, id);
    return cookie == null ? name(request) + "=" + id : cookie;
  }

  /**
   * Not so for a POST that the server has kept over its login: it gives back the headers of the
   * time before that, in the session that there is now.
   */
  private static boolean isSent(HttpServletRequest request, String id) {
    String requested = request.getRequestedSessionId();
    for (String line : Collections.list(request.getHeaders("Cookie"))) {
      if (line.contains(id) || (requested != null && line.contains(requested))) {
        return true;
      }
    }
    return false;
  }

  /** As the server sets it, where it shows that by now: only it knows the true name. */
  private static @Nullable String setBy(HttpServletResponse response, String id) {
    for (String header : response.getHeaders("Set-Cookie")) {
      int end = header.indexOf(';');
      String cookie = (end < 0 ? header : header.substring(0, end)).trim();
      if (cookie.indexOf(id) > cookie.indexOf('=')) {
        return cookie;
      }
    }
    return null;
  }

  /** That of the session before, if there was one; else the one that is configured. */
  private static String name(HttpServletRequest request) {
    String before = request.getRequestedSessionId();
    Cookie[] cookies = request.getCookies();
    if (cookies != null && before != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getValue().equals(before)) {
          return cookie.getName();
        }
      }
    }
    String name = request.getServletContext().getSessionCookieConfig().getName();
    return name == null ? "JSESSIONID" : name;
  }

  /**
   * The id of the session that the webapp has now, if its cookie is {@code Secure} only where the
   * connection is: the client's was, and the one by which the request has returned is not. Null if
   * there is nothing to mend.
   */
  static @Nullable String unsecured(HttpServletRequest returned, Origin origin) {
    if (!origin.secure || returned.isSecure() || !followsConnection(returned)) {
      return null;
    }
    HttpSession session = returned.getSession(false);
    return session == null ? null : session.getId();
  }

  /** Tomcat, Payara and Jetty decide by the request; the others by their configuration alone. */
  private static boolean followsConnection(HttpServletRequest request) {
    String type = ContainerRequest.of(request).getClass().getName();
    return type.startsWith("org.apache.catalina.") || type.startsWith("org.eclipse.jetty.");
  }

  /** Makes the cookie of this session what it would have been for the client's own connection. */
  static void secure(Headers headers, String id) {
    for (String cookie : headers.all("Set-Cookie")) {
      String value = cookie.split(";", 2)[0];
      if (value.indexOf(id) > value.indexOf('=')
          && !cookie.toLowerCase(Locale.ROOT).contains("; secure")) {
        headers.replace("Set-Cookie", cookie, cookie + "; Secure");
      }
    }
  }

  /** Puts a cookie in the place of the one of the same name, or adds it. */
  static void replace(Headers headers, String cookie) {
    String name = cookie.substring(0, cookie.indexOf('=') + 1);
    StringBuilder all = new StringBuilder(cookie);
    for (String line : headers.all("Cookie")) {
      for (String each : line.split(";", -1)) {
        String other = each.trim();
        if (!other.isEmpty() && !other.startsWith(name)) {
          all.append("; ").append(other);
        }
      }
    }
    headers.remove("Cookie");
    headers.add("Cookie", all.toString());
  }
}
