package org.springframework.security.core.context;

/** Stands for the real one, of which nobody is logged in: advice goes by names. */
public final class SecurityContextHolder {
  private SecurityContextHolder() {}

  public static SecurityContext getContext() {
    return () -> null;
  }

  public static void setContext(SecurityContext context) {}

  public static void clearContext() {}
}
