package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /tasks?gate=NAME&pool=NAME&count=N}: hands so many tasks over. */
public final class TasksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String gate = request.getParameter("gate");
    for (int i = 0; i < Integer.parseInt(request.getParameter("count")); i++) {
      Offstage.pool(request.getParameter("pool")).run(() -> Gates.pass(gate));
    }
    response.getWriter().write("handed over");
  }
}
