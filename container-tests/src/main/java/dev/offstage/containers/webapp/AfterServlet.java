package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /after/page}, {@code /after/throw}, {@code /after/error}: work after the response. */
public final class AfterServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String gate = request.getParameter("gate");
    Offstage.task(() -> Gates.pass(gate)).afterResponse().start();
    switch (String.valueOf(request.getPathInfo())) {
      case "/throw":
        throw new IllegalStateException("thrown by the webapp");
      case "/error":
        response.sendError(HttpServletResponse.SC_CONFLICT);
        break;
      default:
        response.getWriter().write("a page");
    }
  }
}
