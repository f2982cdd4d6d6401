package dev.offstage.servlet.respond.returning;

import dev.offstage.internal.task.TaskIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is of: the user that the server knows, the session, and the login that the webapp
 * keeps in attributes of it. Decided once, and compared when the request returns: what began for
 * one must not be done as another.
 *
 * <p>A session is recognized by a mark in it, not by its id: some servers use an id again.
 * Immutable, as far as the values of the attributes are.
 */
public final class Identity {
  /** Of a request that nobody has sent. */
  static final Identity NOBODY = new Identity(null, null, Collections.emptyList(), noValues());

  private static final String MARK = "dev.offstage.owner";

  private final @Nullable String user;
  private final @Nullable String session;
  private final List<String> attributes;
  private final List<@Nullable Object> values;

  private Identity(
      @Nullable String user,
      @Nullable String session,
      List<String> attributes,
      List<@Nullable Object> values) {
    this.user = user;
    this.session = session;
    this.attributes = attributes;
    this.values = values;
  }

  /**
   * That of a request; marks its session, if it has one.
   *
   * @param attributes those of the session that say who is logged in
   */
  public static Identity of(
      HttpServletRequest request, List<String> attributes, boolean createSession) {
    HttpSession session = request.getSession(createSession);
    return new Identity(
        user(request),
        session == null ? null : mark(session),
        attributes,
        values(session, attributes));
  }

  /**
   * Whether it can be written down: whether those attributes have values that mean the same on
   * another server.
   */
  public boolean isStorable() {
    return values.stream().allMatch(value -> value == null || StoredValue.text(value) != null);
  }

  /** Writes it down; see {@link #isStorable()}. */
  public void write(Map<String, String> to) {
    put(to, "user", user);
    put(to, "session", session);
    for (int i = 0; i < attributes.size(); i++) {
      Object value = values.get(i);
      to.put("login." + i, attributes.get(i));
      put(to, "login." + i + ".value", value == null ? null : StoredValue.text(value));
    }
  }

  private static void put(Map<String, String> to, String name, @Nullable String value) {
    if (value != null) {
      to.put(name, value);
    }
  }

  /** One that was written down. */
  public static Identity read(Map<String, String> from) {
    List<String> attributes = new ArrayList<>();
    List<@Nullable Object> values = noValues();
    for (int i = 0; from.containsKey("login." + i); i++) {
      attributes.add(String.valueOf(from.get("login." + i)));
      String value = from.get("login." + i + ".value");
      values.add(value == null ? null : StoredValue.of(value));
    }
    return new Identity(from.get("user"), from.get("session"), attributes, values);
  }

  private static @Nullable String user(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  private static @Nullable String mark(HttpSession session) {
    try {
      synchronized (Identity.class) {
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

  private static List<@Nullable Object> values(
      @Nullable HttpSession session, List<String> attributes) {
    List<@Nullable Object> values = noValues();
    for (String attribute : attributes) {
      values.add(session == null ? null : value(session, attribute));
    }
    return values;
  }

  private static List<@Nullable Object> noValues() {
    return new ArrayList<>();
  }

  private static @Nullable Object value(HttpSession session, String attribute) {
    try {
      return session.getAttribute(attribute);
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** The name of the user whom the server knows; null for nobody. */
  public @Nullable String user() {
    return user;
  }

  /** Whether there is a session that tells its client from others. */
  public boolean hasSession() {
    return session != null;
  }

  /** Whether the request is of the same session, and nobody else has logged in there since. */
  public boolean isOfSession(HttpServletRequest request) {
    HttpSession now = request.getSession(false);
    return session != null
        && now != null
        && session.equals(value(now, MARK))
        && values.equals(values(now, attributes));
  }

  /** What has become another one when the request returns, for a message; null for nothing. */
  @Nullable String change(HttpServletRequest returned) {
    if (!Objects.equals(user, user(returned))) {
      return "its login has ended, or does not hold for a second request, as a certificate";
    }
    HttpSession now = returned.getSession(false);
    if (session != null && (now == null || !session.equals(value(now, MARK)))) {
      return "its session has ended, or has got another id";
    }
    List<@Nullable Object> its = values(now, attributes);
    for (int i = 0; i < attributes.size(); i++) {
      if (!Objects.equals(values.get(i), its.get(i))) {
        return "the session attribute '" + attributes.get(i) + "' has another value";
      }
    }
    return null;
  }

  /** The same text for the same session and login; null without a session. */
  public @Nullable String sessionScope() {
    return session == null ? null : session + ' ' + values.hashCode();
  }
}
