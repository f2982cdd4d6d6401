package dev.offstage.servlet.respond.server;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.server.jetty.JettyFamily;
import dev.offstage.servlet.respond.server.tomcat.TomcatFamily;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Finds the family of the server that a webapp is in. */
public final class ServerFamilies {
  private ServerFamilies() {}

  /** Null if it is of none that is known, or not as it was when this was written. */
  public static @Nullable ServerFamily of(ServletContext context) {
    try {
      ServerFamily tomcat = TomcatFamily.of(context);
      return tomcat == null ? JettyFamily.of(context) : tomcat;
    } catch (Members.UnknownServerException e) {
      Log.warn("offstage: this server is not as Offstage knows it: " + e.getMessage());
      return null;
    }
  }
}
