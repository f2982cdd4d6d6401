package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import dev.offstage.servlet.RequestSnapshot;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** {@code /visit?user=NAME} begins a session, {@code /visit?leave=true} ends it after a task. */
public final class VisitServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    if (request.getParameter("user") != null) {
      session.setAttribute("user", request.getParameter("user"));
    }
    response.getWriter().write("visited by " + session.getAttribute("user"));
    if (request.getParameter("leave") != null) {
      RequestSnapshot visit = RequestSnapshot.of(request);
      Offstage.run(
          () -> {
            Gates.pass(visit.getParameter("gate"));
            Gates.happened("visit of " + visit.getSession(false).getAttribute("user"));
          });
      session.invalidate();
    }
  }
}
