package dev.offstage.servlet.respond;

import dev.offstage.internal.task.TaskIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a task: the user if there was one, else the session, else whoever has its id.
 *
 * <p>Many servers know the user only at URLs that require a login, and the status of a task is not
 * one of those. If they name nobody, the user is whoever has the session or the {@code
 * Authorization} of the first request; if they name somebody else, it is not the user.
 *
 * <p>A session is recognized by a mark in it, not by its id, which changes at login. Immutable.
 */
final class Owner {
  private static final String MARK = "dev.offstage.owner";

  private final @Nullable String user;
  private final @Nullable String session;
  private final @Nullable String authorization;

  private Owner(@Nullable String user, @Nullable String session, @Nullable String authorization) {
    this.user = user;
    this.session = session;
    this.authorization = user == null ? null : authorization;
  }

  /** The owner of what this request starts; marks the session, if there is one. */
  static Owner of(HttpServletRequest request, boolean createSession) {
    Principal principal = request.getUserPrincipal();
    HttpSession session = request.getSession(createSession);
    return new Owner(
        principal == null ? null : principal.getName(),
        session == null ? null : mark(session),
        request.getHeader("Authorization"));
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
    return isAnonymous() || hasSession(request) || hasAuthorization(request);
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
    String own = request.getHeader("Authorization");
    return authorization != null && own != null && isSame(authorization, own);
  }

  /** In constant time, wherever they differ: it is a secret. */
  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  boolean isAnonymous() {
    return user == null && session == null;
  }

  /** The same text for the same owner, and for nobody else. */
  String key() {
    return user != null ? "user " + user : session != null ? "session " + session : "";
  }
}
