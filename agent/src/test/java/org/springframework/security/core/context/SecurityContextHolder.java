package org.springframework.security.core.context;

/** Stands for the real one: advice goes by names. */
public final class SecurityContextHolder {
  private SecurityContextHolder() {}

  public static Object getContext() {
    return "";
  }
}
