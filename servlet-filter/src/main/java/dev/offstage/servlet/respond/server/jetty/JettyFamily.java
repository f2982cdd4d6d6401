package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.respond.server.ServerFamily;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Jetty. */
public final class JettyFamily {
  private JettyFamily() {}

  /** Null if the webapp is not in one of them. */
  public static @Nullable ServerFamily of(ServletContext context) {
    return null;
  }
}
