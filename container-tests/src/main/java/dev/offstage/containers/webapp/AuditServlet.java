package dev.offstage.containers.webapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;

/** {@code /audit/record} and {@code /audit/count}: calls unmarked methods, then answers. */
public final class AuditServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Audit audit = new Audit();
    String gate = request.getParameter("gate");
    try {
      if ("/count".equals(request.getPathInfo())) {
        response.getWriter().write("count " + audit.count(gate));
      } else if ("/answer".equals(request.getPathInfo())) {
        audit.answer(response);
      } else {
        audit.record(request, gate);
        // The servlet itself reads the body, too.
        String body = request.getReader().lines().collect(Collectors.joining());
        response.getWriter().write("recorded " + body);
      }
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
  }
}
