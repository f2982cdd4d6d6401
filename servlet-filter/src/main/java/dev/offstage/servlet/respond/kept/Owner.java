package dev.offstage.servlet.respond.kept;

import dev.offstage.servlet.http.RequestClient;
import dev.offstage.servlet.respond.returning.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a task: the user if there was one, else the session or whoever sends the same {@code
 * Authorization}, else whoever has its id.
 *
 * <p>Many servers know the user only at URLs that require a login, and the status of a task is not
 * one of those. If they name nobody, the user is whoever has the session or the {@code
 * Authorization} of the first request; if they name somebody else, it is not the user.
 *
 * <p>A session is that of whoever is logged in there, as {@link Identity} has it. Immutable.
 */
public final class Owner {
  private final String client;
  private final Identity identity;
  private final @Nullable String authorization;
  private final boolean sendsToken;
  private final @Nullable String cookies;

  private Owner(HttpServletRequest request, Identity identity) {
    client = RequestClient.of(request);
    this.identity = identity;
    String sent = request.getHeader("Authorization");
    authorization = Secrets.hash(sent);
    // A browser sends what its user has typed to the folder of the request only (RFC 7617, 2.2).
    sendsToken = sent != null && !sent.regionMatches(true, 0, "Basic ", 0, 6);
    cookies = Secrets.hash(request.getHeader("Cookie"));
  }

  /**
   * The owner of what this request starts.
   *
   * @param logins the session attributes that say who is logged in
   */
  public static Owner of(HttpServletRequest request, List<String> logins, boolean createSession) {
    return new Owner(request, Identity.of(request, logins, createSession));
  }

  private Owner(Map<String, String> from) {
    client = from.getOrDefault("client", "");
    identity = Identity.read(from);
    authorization = from.get("authorization");
    sendsToken = from.containsKey("token");
    cookies = from.get("cookies");
  }

  /** Writes it down, for other servers to know; see {@link Identity#isStorable()}. */
  void write(Map<String, String> to) {
    // It may have the id of a session.
    to.put("client", String.valueOf(Secrets.hash(client)));
    identity.write(to);
    if (authorization != null) {
      to.put("authorization", authorization);
    }
    if (sendsToken) {
      to.put("token", "true");
    }
    if (cookies != null) {
      to.put("cookies", cookies);
    }
  }

  /** One that was written down. */
  static Owner read(Map<String, String> from) {
    return new Owner(from);
  }

  /** As whom its work is to be done. */
  public Identity identity() {
    return identity;
  }

  /** Whether the client of this request may know of the owner's tasks. */
  public boolean is(HttpServletRequest request) {
    String user = identity.user();
    Principal principal = request.getUserPrincipal();
    if (user != null && principal != null) {
      return user.equals(principal.getName());
    }
    boolean known = user != null || identity.hasSession() || sendsToken;
    return !known || identity.isOfSession(request) || hasAuthorization(request);
  }

  private boolean hasAuthorization(HttpServletRequest request) {
    return authorization != null
        && authorization.equals(Secrets.hash(request.getHeader("Authorization")));
  }

  /** Whose share a task takes, as {@link RequestClient} tells clients apart. */
  public String client() {
    return client;
  }

  /** The same text for the same client, and for no other; empty if nothing is known of it. */
  public String scope() {
    if (identity.user() != null) {
      return "user " + identity.user();
    }
    if (authorization != null) {
      return "authorization " + authorization;
    }
    String session = identity.sessionScope();
    return session != null ? "session " + session : cookies != null ? "cookies " + cookies : "";
  }
}
