package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.server.ServerFamily;
import dev.offstage.servlet.server.ContainerRequest;
import dev.offstage.servlet.server.Members;
import dev.offstage.servlet.server.Members.UnknownServerException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One webapp in Tomcat. Thread-safe. */
public final class TomcatFamily implements ServerFamily {
  private static final String FACADE = "org.apache.catalina.connector.RequestFacade";

  private final Members members = new Members();
  private final Object context;
  private final String server;
  private final StopListeners stops;
  private final ConcurrentMap<Object, Return> ways = new ConcurrentHashMap<>();
  private final AtomicBoolean said = new AtomicBoolean();

  private TomcatFamily(ServletContext facade) {
    context = members.need(members.need(facade, "context"), "context");
    server = String.valueOf(facade.getServerInfo()).replaceFirst("^Apache ", "").replace('/', ' ');
    stops = new StopListeners(members, context);
  }

  /**
   * The one of this webapp; null if it is in another server.
   *
   * @throws UnknownServerException if it is not as it was when this was written
   */
  public static @Nullable ServerFamily of(ServletContext facade) {
    return facade.getClass().getName().startsWith("org.apache.catalina.core.ApplicationContext")
        ? new TomcatFamily(facade)
        : null;
  }

  @Override
  public @Nullable Return returnFor(HttpServletRequest request) {
    ServletRequest inner = ContainerRequest.of(request);
    if (!inner.getClass().getName().equals(FACADE)) {
      say("requests come as " + inner.getClass().getName());
      return null;
    }
    try {
      Object connector = members.result(members.need(inner, "request"), "getConnector");
      if (!isCarried(request, connector)) {
        say("a request is secure without https, or has https and is not secure");
        return null;
      }
      return ways.computeIfAbsent(connector, key -> new TomcatReturn(members, key, context));
    } catch (UnknownServerException e) {
      say(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Tomcat knows by the scheme whether a request is secure, unless the connector says it. */
  private boolean isCarried(HttpServletRequest request, Object connector) {
    boolean secure = request.isSecure();
    String scheme = request.getScheme();
    return secure == "https".equals(scheme)
        || (scheme.equals(members.call(connector, "getScheme"))
            && Boolean.valueOf(secure).equals(members.call(connector, "getSecure")));
  }

  private void say(String what) {
    if (said.compareAndSet(false, true)) {
      Log.warn("offstage: " + server + " is not as Offstage knows it: " + what);
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
    return server;
  }
}
