package dev.offstage.servlet.snapshot;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as it was: id, times and attributes; the values themselves are not copied. Methods that
 * would change it are unavailable. Immutable.
 */
final class SnapshotSession extends Recording {
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  private SnapshotSession(HttpSession session) {
    super(HttpSession.class, session);
    for (String name : Collections.list(session.getAttributeNames())) {
      Object value = session.getAttribute(name);
      if (value != null && !RequestObjects.isOne(value)) {
        attributes.put(name, value);
      }
    }
  }

  /** The request's session; null if it has none; never creates one. */
  static @Nullable HttpSession of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return null;
    }
    try {
      return new SnapshotSession(session).as(HttpSession.class);
    } catch (IllegalStateException e) {
      // Another request of the same user has logged out meanwhile.
      return null;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    switch (method.getName()) {
      case "getAttributeNames":
        return Collections.enumeration(attributes.keySet());
      case "getAttribute":
      case "getValue":
        return arguments == null ? null : attributes.get((String) arguments[0]);
      case "getValueNames":
        return attributes.keySet().toArray(new String[0]);
      default:
        return super.invoke(proxy, method, arguments);
    }
  }
}
