package dev.offstage.servlet.respond.server;

import dev.offstage.servlet.server.ContainerRequest;
import dev.offstage.servlet.server.Members;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How many connections a server has open, and how many it lets in at most: Tomcat's {@code
 * maxConnections}, Jetty's {@code ConnectionLimit}. Thread-safe.
 */
public final class ServerConnections {
  private final Members members = new Members();
  private volatile boolean unknown;

  /** The connections of one connector. Immutable. */
  public static final class Use {
    public final int open;
    public final int most;

    Use(Object open, Object most) {
      this.open = ((Number) open).intValue();
      this.most = ((Number) most).intValue();
    }
  }

  /**
   * Those of the connector that the request has come in on; null if it has no limit, or it is not
   * known which.
   */
  public @Nullable Use of(HttpServletRequest request) {
    // One of HTTP/2 has many requests, and is not taken by one that waits.
    if (unknown || !request.getProtocol().startsWith("HTTP/1")) {
      return null;
    }
    try {
      Object own = ContainerRequest.of(request);
      String type = own.getClass().getName();
      return type.startsWith("org.apache.catalina.")
          ? ofTomcat(own)
          : type.startsWith("org.eclipse.jetty.") ? ofJetty(own) : null;
    } catch (RuntimeException | LinkageError e) {
      // Not as it was when this was written: never asked again.
      unknown = true;
      return null;
    }
  }

  private @Nullable Use ofTomcat(Object facade) {
    Object protocol =
        members.result(
            members.result(members.need(facade, "request"), "getConnector"), "getProtocolHandler");
    Use use =
        new Use(
            members.result(protocol, "getConnectionCount"),
            members.result(protocol, "getMaxConnections"));
    return use.most > 0 ? use : null;
  }

  private @Nullable Use ofJetty(Object request) {
    Object connector =
        members.has(request, "getHttpChannel")
            ? members.result(members.result(request, "getHttpChannel"), "getConnector")
            : members.result(
                members.result(members.result(request, "getRequest"), "getConnectionMetaData"),
                "getConnector");
    for (Object bean : (Collection<?>) members.result(connector, "getBeans")) {
      String type = bean.getClass().getName();
      if (type.equals("org.eclipse.jetty.server.ConnectionLimit")) {
        return new Use(
            members.result(bean, "getConnections"), members.result(bean, "getMaxConnections"));
      }
      if (type.equals("org.eclipse.jetty.server.NetworkConnectionLimit")) {
        return new Use(
            members.result(bean, "getNetworkConnectionCount"),
            members.result(bean, "getMaxNetworkConnectionCount"));
      }
    }
    return null;
  }
}
