package dev.offstage.internal.context;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Copies Spring Security's contexts: its accessor gives the context itself away, and who logs in or
 * out in that does it on all threads that have it. Others hold what nobody should change.
 */
class SecurityContexts {
  private static final String LIBRARY = "org.springframework.security.";

  private SecurityContexts() {}

  /** Copies nothing where the application has no Spring Security. */
  static SecurityContexts find() {
    try {
      Class.forName(
          LIBRARY + "core.context.SecurityContextHolder",
          false,
          SecurityContexts.class.getClassLoader());
      return new Present();
    } catch (ClassNotFoundException | LinkageError e) {
      return new SecurityContexts();
    }
  }

  Object copy(Object value) {
    return value;
  }

  /** Apart, since it names the library's classes. */
  private static final class Present extends SecurityContexts {
    @Override
    Object copy(Object value) {
      // A class of the application's own may have more than the copy would.
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
