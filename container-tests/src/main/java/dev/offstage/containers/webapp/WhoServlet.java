package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /who?name=...&user=...}: a task of the pool "managed" says as whom the server runs it. */
public final class WhoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String user = request.getParameter("user");
    if (user != null) {
      request.login(user, request.getParameter("password"));
    }
    String name = request.getParameter("name");
    String gate = request.getParameter("gate");
    Offstage.pool("managed")
        .run(
            () -> {
              Gates.pass(gate);
              Gates.happened(name + " is " + ServerIdentity.name());
            });
    response.getWriter().write("here " + ServerIdentity.name());
  }
}
