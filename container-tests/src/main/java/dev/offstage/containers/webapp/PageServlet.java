package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /page}, which includes {@code /page/part}: what {@code page.jsp} and {@code part.jsp} do,
 * for a server without JSP.
 */
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if ("part".equals(request.getAttribute("piece"))) {
      work(request.getParameter("gate"));
      response.getWriter().write("part");
      return;
    }
    request.setAttribute("piece", "part");
    response.getWriter().write("page with ");
    request.getRequestDispatcher("/page/part").include(request, response);
  }

  /** What the part does after the response, on JSP pages, too. */
  public static void work(String gate) {
    Offstage.task(() -> Gates.pass(gate)).afterResponse().start();
  }
}
