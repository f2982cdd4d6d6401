package dev.offstage.servlet.respond;

import dev.offstage.internal.task.TaskIds;
import dev.offstage.servlet.http.RequestClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a task: the user if there was one, else the session or whoever sends the same {@code
 * Authorization}, else whoever has its id.
 *
 * <p>Many servers know the user only at URLs that require a login, and the status of a task is not
 * one of those. If they name nobody, the user is whoever has the session or the {@code
 * Authorization} of the first request; if they name somebody else, it is not the user.
 *
 * <p>A session is recognized by a mark in it, not by its id, which changes at login. Immutable.
 */
final class Owner {
  private static final String MARK = "dev.offstage.owner";

  private final String client;
  private final @Nullable String user;
  private final @Nullable String session;
  private final @Nullable String authorization;
  private final boolean sendsToken;
  private final @Nullable String cookies;

  private Owner(HttpServletRequest request, @Nullable String session) {
    client = RequestClient.of(request);
    Principal principal = request.getUserPrincipal();
    user = principal == null ? null : principal.getName();
    this.session = session;
    String sent = request.getHeader("Authorization");
    authorization = Secrets.hash(sent);
    // A browser sends what its user has typed to the folder of the request only (RFC 7617, 2.2).
    sendsToken = sent != null && !sent.regionMatches(true, 0, "Basic ", 0, 6);
    cookies = Secrets.hash(request.getHeader("Cookie"));
  }

  /** The owner of what this request starts; marks the session, if there is one. */
  static Owner of(HttpServletRequest request, boolean createSession) {
    HttpSession session = request.getSession(createSession);
    return new Owner(request, session == null ? null : mark(session));
  }

  private static @Nullable String mark(HttpSession session) {
    try {
      synchronized (Owner.class) {
        Object known = session.getAttribute(MARK);
        if (known instanceof String) {
          return (String) known;
        }
        String mark = TaskIds.next();
        session.setAttribute(MARK, mark);
        return mark;
      }
    } catch (IllegalStateException e) {
      // Another request has ended it meanwhile.
      return null;
    }
  }

  /** Whether the client of this request may know of the owner's tasks. */
  boolean is(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (user != null && principal != null) {
      return user.equals(principal.getName());
    }
    boolean known = user != null || session != null || sendsToken;
    return !known || hasSession(request) || hasAuthorization(request);
  }

  private boolean hasSession(HttpServletRequest request) {
    try {
      HttpSession own = request.getSession(false);
      return session != null && own != null && session.equals(own.getAttribute(MARK));
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private boolean hasAuthorization(HttpServletRequest request) {
    return authorization != null
        && authorization.equals(Secrets.hash(request.getHeader("Authorization")));
  }

  /** Whose share a task takes, as {@link RequestClient} tells clients apart. */
  String client() {
    return client;
  }

  /** The same text for the same client, and for no other; empty if nothing is known of it. */
  String scope() {
    if (user != null) {
      return "user " + user;
    }
    if (authorization != null) {
      return "authorization " + authorization;
    }
    return session != null ? "session " + session : cookies != null ? "cookies " + cookies : "";
  }
}
