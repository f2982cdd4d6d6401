package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.http.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from and what it was for, as the server told the webapp: what proxies have
 * said, and the server has believed, is part of it. Immutable.
 */
public final class Origin {
  public final String scheme;
  public final boolean secure;
  public final String serverName;
  public final int serverPort;
  public final String remoteAddress;
  public final int remotePort;

  /** Null if the server does not know it, like Tomcat behind AJP. */
  public final @Nullable String localAddress;

  public final int localPort;

  /** That of a request. */
  public Origin(HttpServletRequest request) {
    scheme = request.getScheme();
    secure = request.isSecure();
    serverName = request.getServerName();
    serverPort = request.getServerPort();
    remoteAddress = request.getRemoteAddr();
    remotePort = request.getRemotePort();
    localAddress = request.getLocalAddr();
    localPort = request.getLocalPort();
  }

  /** That of one that a store has kept. */
  Origin(RequestData data) {
    scheme = data.scheme;
    secure = data.secure;
    serverName = data.serverName;
    serverPort = data.serverPort;
    remoteAddress = data.remoteAddress;
    remotePort = data.remotePort;
    localAddress = data.localAddress;
    localPort = data.localPort;
  }

  /** The header {@code Host} that names this server. */
  public String host() {
    return UrlPath.host(serverName) + ":" + serverPort;
  }
}
