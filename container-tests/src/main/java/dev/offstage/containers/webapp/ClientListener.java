package dev.offstage.containers.webapp;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/** Holds the server's own request, which no filter has wrapped, as frameworks do. */
public final class ClientListener implements ServletRequestListener {
  static final String SEEN = "seen by a listener";
  static final String LOCAL = "let in by a listener";

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
    request.setAttribute(LOCAL, "127.0.0.1".equals(request.getRemoteAddr()));
    request.setAttribute(
        SEEN,
        request.getRemoteAddr()
            + ":"
            + request.getRemotePort()
            + " for "
            + request.getHeader("X-Forwarded-For"));
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {}
}
