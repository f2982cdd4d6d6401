package dev.offstage.servlet.respond;

import dev.offstage.internal.TaskIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Whose a task is: the user's if there was one, else the session's, else of whoever has its id.
 *
 * <p>A session is known by a mark in it and not by its id, which changes with a login. Immutable.
 */
final class Owner {
  private static final String MARK = "dev.offstage.owner";

  private final @Nullable String user;
  private final @Nullable String session;

  private Owner(@Nullable String user, @Nullable String session) {
    this.user = user;
    this.session = session;
  }

  /** The owner of what this request begins; marks the session, if that is what there is. */
  static Owner of(HttpServletRequest request, boolean createSession) {
    Principal principal = request.getUserPrincipal();
    HttpSession session = request.getSession(createSession);
    if (principal != null) {
      return new Owner(principal.getName(), null);
    }
    return new Owner(null, session == null ? null : mark(session));
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
    if (user != null) {
      Principal principal = request.getUserPrincipal();
      return principal != null && user.equals(principal.getName());
    }
    if (session == null) {
      return true;
    }
    try {
      HttpSession own = request.getSession(false);
      return own != null && session.equals(own.getAttribute(MARK));
    } catch (IllegalStateException e) {
      return false;
    }
  }

  boolean isAnonymous() {
    return user == null && session == null;
  }

  /** The same text for the same owner, and for nobody else. */
  String key() {
    return user != null ? "user " + user : session != null ? "session " + session : "";
  }
}
