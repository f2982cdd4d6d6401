package dev.offstage.servlet.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Tells the clients of requests apart: by the user, or else the session, or else the address. A
 * session that the request itself has created is ignored: a client that drops its cookies would be
 * a new one each time.
 */
public final class RequestClient {
  private RequestClient() {}

  /** The same text for each request of a client. It may reveal who that is: not for messages. */
  public static String of(ServletRequest request) {
    if (request instanceof HttpServletRequest) {
      HttpServletRequest http = (HttpServletRequest) request;
      Principal user = http.getUserPrincipal();
      if (user != null) {
        return "user " + user.getName();
      }
      String session = session(http);
      if (session != null) {
        return "session " + session;
      }
    }
    return "address " + request.getRemoteAddr();
  }

  private static @Nullable String session(HttpServletRequest request) {
    try {
      HttpSession session = request.getSession(false);
      return session == null || session.isNew() ? null : session.getId();
    } catch (IllegalStateException e) {
      // Another request has ended it meanwhile.
      return null;
    }
  }
}
