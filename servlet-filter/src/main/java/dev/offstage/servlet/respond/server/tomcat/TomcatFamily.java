package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.respond.server.ServerFamily;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Tomcat. */
public final class TomcatFamily {
  private TomcatFamily() {}

  /** Null if the webapp is not in one of them. */
  public static @Nullable ServerFamily of(ServletContext context) {
    return null;
  }
}
