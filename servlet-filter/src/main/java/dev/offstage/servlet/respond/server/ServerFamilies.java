package dev.offstage.servlet.respond.server;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.server.jetty.JettyFamily;
import dev.offstage.servlet.respond.server.tomcat.TomcatFamily;
import dev.offstage.servlet.respond.server.undertow.UndertowFamily;
import jakarta.servlet.ServletContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the family of the server that a webapp is in. */
public final class ServerFamilies {
  private ServerFamilies() {}

  /** Null if it is of none that is known, or not as any of them was when this was written. */
  public static @Nullable ServerFamily of(ServletContext context) {
    ServerFamily family = tried(context, TomcatFamily::of);
    if (family == null) {
      family = tried(context, JettyFamily::of);
    }
    return family == null ? tried(context, UndertowFamily::of) : family;
  }

  private static @Nullable ServerFamily tried(
      ServletContext context, Function<ServletContext, @Nullable ServerFamily> family) {
    try {
      return family.apply(context);
    } catch (Members.UnknownServerException e) {
      Log.info("offstage: this server is not as Offstage knows it: " + e.getMessage());
      return null;
    }
  }
}
