package dev.offstage.internal.context;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Copies Spring Security's contexts: its accessor hands out the context itself, and a login or
 * logout in it would take effect on every thread that has it. Other accessors hold what nobody
 * should change.
 */
class SecurityContexts {
  private static final String LIBRARY = "org.springframework.security.";

  /** What holds the current thread's. */
  static final String HOLDER = LIBRARY + "core.context.SecurityContextHolder";

  /** What the library's accessor calls it. */
  static final String KEY = LIBRARY + "core.context.SecurityContext";

  private SecurityContexts() {}

  /** Copies nothing if the application has no Spring Security. */
  static SecurityContexts find() {
    try {
      Class.forName(HOLDER, false, SecurityContexts.class.getClassLoader());
      return new Present();
    } catch (ClassNotFoundException | LinkageError e) {
      return new SecurityContexts();
    }
  }

  Object copy(Object value) {
    return value;
  }

  /** Separate, since it names the library's classes. */
  private static final class Present extends SecurityContexts {
    @Override
    Object copy(Object value) {
      // An application's own class may hold more than the copy would.
      return value instanceof SecurityContext && value.getClass().getName().startsWith(LIBRARY)
          ? copyOf((SecurityContext) value)
          : value;
    }

    private static SecurityContext copyOf(SecurityContext context) {
      SecurityContext copy = SecurityContextHolder.createEmptyContext();
      copy.setAuthentication(context.getAuthentication());
      return copy;
    }
  }
}
