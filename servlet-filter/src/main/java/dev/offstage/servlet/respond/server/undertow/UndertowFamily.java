package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.servlet.respond.server.ServerFamily;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Undertow. */
public final class UndertowFamily {
  private UndertowFamily() {}

  /** Null if the webapp is not in one of them. */
  public static @Nullable ServerFamily of(ServletContext context) {
    return null;
  }
}
