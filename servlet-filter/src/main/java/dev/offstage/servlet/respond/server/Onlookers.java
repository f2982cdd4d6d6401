package dev.offstage.servlet.respond.server;

import dev.offstage.servlet.server.Members;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those in a webapp that see the server's own request and not the one of the filters. When a
 * request returns by a connection they see the address of this machine, and may let in whom they
 * had kept out.
 */
public final class Onlookers {
  /** What they do with a request has nothing to do with who sends it. */
  private static final Set<String> HARMLESS =
      new HashSet<>(
          Arrays.asList(
              // Deletes the files of an upload.
              "org.eclipse.jetty.server.MultiPartCleanerListener",
              // End the managed beans of a request.
              "com.sun.faces.config.ConfigureListener",
              "org.apache.myfaces.webapp.ManagedBeanDestroyerListener",
              // Forgets what the cache tags of a page have kept.
              "com.sun.appserv.web.taglibs.cache.CacheRequestListener"));

  /** Weld, OpenWebBeans, and what TomEE and Liberty make of them; all begin a request scope. */
  private static final String[] OF_CDI = {
    "org.jboss.weld.",
    "org.apache.webbeans.",
    "org.apache.openejb.server.httpd.",
    "com.ibm.ws.cdi.web."
  };

  private Onlookers() {}

  /**
   * One of them, for a message; null if there is none.
   *
   * @throws Members.UnknownServerException if this server tells nobody
   */
  public static @Nullable String firstIn(ServletContext context) {
    boolean injects = false;
    for (Class<?> each : RequestListeners.of(context)) {
      String name = each.getName();
      if (isOfCdi(name)) {
        injects = true;
      } else if (!isOurs(name) && !HARMLESS.contains(name)) {
        return "the "
            + (ServletRequestListener.class.isAssignableFrom(each)
                ? "ServletRequestListener "
                : "ServletRequestAttributeListener ")
            + name;
      }
    }
    try {
      String injected = injects ? InjectedRequest.in(context) : null;
      return injected == null ? null : "what CDI injects into " + injected;
    } catch (IOException e) {
      throw new Members.UnknownServerException("the class files cannot be read", e);
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("dev.offstage.") && name.endsWith(".OffstageListener");
  }

  private static boolean isOfCdi(String name) {
    for (String each : OF_CDI) {
      if (name.startsWith(each)) {
        return true;
      }
    }
    return false;
  }
}
