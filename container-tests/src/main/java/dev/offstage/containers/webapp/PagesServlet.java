package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /pages/forward} and {@code /pages/include}, with {@code page}: another one's page. */
public final class PagesServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String gate = request.getParameter("gate");
    Offstage.task(() -> Gates.pass(gate)).afterResponse().start();
    RequestDispatcher page = request.getRequestDispatcher("/" + request.getParameter("page"));
    if ("/include".equals(request.getPathInfo())) {
      response.getWriter().write("before ");
      page.include(request, response);
      response.getWriter().write(" after");
    } else {
      page.forward(request, response);
    }
  }
}
