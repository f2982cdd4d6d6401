package dev.offstage.servlet.respond.server;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.server.jetty.JettyFamily;
import dev.offstage.servlet.respond.server.tomcat.TomcatFamily;
import dev.offstage.servlet.respond.server.undertow.UndertowFamily;
import dev.offstage.servlet.server.Members;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Finds the family of the server that a webapp is in. */
public final class ServerFamilies {
  private ServerFamilies() {}

  /** Null if it is of none that is known, or not as it was when this was written. */
  public static @Nullable ServerFamily of(ServletContext context) {
    try {
      return firstOf(TomcatFamily.of(context), JettyFamily.of(context), UndertowFamily.of(context));
    } catch (Members.UnknownServerException e) {
      Log.warn("offstage: this server is not as Offstage knows it: " + e.getMessage());
      return null;
    }
  }

  /** As {@link ServerFamily#beforeStop}; where that cannot be, the log says what it means. */
  public static void beforeStop(ServerFamily family, Runnable drain) {
    try {
      family.beforeStop(drain);
    } catch (Members.UnknownServerException e) {
      Log.info("offstage: requests that wait are lost at a stop of this server: " + e.getMessage());
    }
  }

  private static @Nullable ServerFamily firstOf(@Nullable ServerFamily... families) {
    for (ServerFamily each : families) {
      if (each != null) {
        return each;
      }
    }
    return null;
  }
}
