package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.server.ServerFamily;
import dev.offstage.servlet.server.ContainerRequest;
import dev.offstage.servlet.server.Members;
import dev.offstage.servlet.server.Members.UnknownServerException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One webapp in Jetty. Thread-safe. */
public final class JettyFamily implements ServerFamily {
  private static final String PACKAGE = "org.eclipse.jetty.";

  private final Members members = new Members();
  private final Object server;
  private final String name;
  private final StopListeners stops;

  /** By connector and configuration: one of HTTP/2 may have another configuration. */
  private final ConcurrentMap<List<Object>, Return> ways = new ConcurrentHashMap<>();

  private final AtomicBoolean said = new AtomicBoolean();

  private JettyFamily(ServletContext facade) {
    Object context = members.result(facade, "getContextHandler");
    server = members.result(context, "getServer");
    name = String.valueOf(facade.getServerInfo()).replaceFirst("^jetty/", "Jetty ");
    stops = new StopListeners(members, server, context);
  }

  /**
   * The one of this webapp; null if it is in another server.
   *
   * @throws UnknownServerException if it is not as it was when this was written
   */
  public static @Nullable ServerFamily of(ServletContext facade) {
    return facade.getClass().getName().startsWith(PACKAGE) ? new JettyFamily(facade) : null;
  }

  @Override
  public @Nullable Return returnFor(HttpServletRequest request) {
    ServletRequest own = ContainerRequest.of(request);
    if (!own.getClass().getName().startsWith(PACKAGE)) {
      say("requests come as " + own.getClass().getName());
      return null;
    }
    if (request.isSecure() != "https".equals(request.getScheme())) {
      say("a request is secure without https, or has https and is not secure");
      return null;
    }
    try {
      // Up to Jetty 11 and in the older environments of 12; else the request of the core.
      Object channel =
          members.has(own, "getHttpChannel")
              ? members.result(own, "getHttpChannel")
              : members.result(members.result(own, "getRequest"), "getConnectionMetaData");
      Object connector = members.result(channel, "getConnector");
      Object configuration = members.result(channel, "getHttpConfiguration");
      List<Object> key = Arrays.asList(connector, configuration);
      Return known = ways.get(key);
      return known != null
          ? known
          : ways.computeIfAbsent(
              key, its -> new JettyReturn(members, server, connector, configuration));
    } catch (UnknownServerException e) {
      say(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void say(String what) {
    if (said.compareAndSet(false, true)) {
      Log.warn("offstage: " + name + " is not as Offstage knows it: " + what);
    }
  }

  @Override
  public void beforeStop(Runnable drain) {
    stops.add(drain);
  }

  @Override
  public void close() {
    stops.remove();
    ways.clear();
  }

  @Override
  public String toString() {
    return name;
  }
}
