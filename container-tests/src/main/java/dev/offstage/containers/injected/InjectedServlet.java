package dev.offstage.containers.injected;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets this machine in, by the request that the server injects; there is none without CDI. */
public final class InjectedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private HttpServletRequest current;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean local = current != null && "127.0.0.1".equals(current.getRemoteAddr());
    String text = current == null ? "no injection" : local ? "the secret" : "not for you";
    response.setStatus(current == null ? 404 : local ? 200 : 403);
    response.setContentLength(text.length());
    response.getWriter().write(text);
  }
}
