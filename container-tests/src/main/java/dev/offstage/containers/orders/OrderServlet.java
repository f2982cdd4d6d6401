package dev.offstage.containers.orders;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /orders?count=N&kind=KIND}, without Spring. */
public final class OrderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Database database = (Database) getServletContext().getAttribute(DatabaseListener.ATTRIBUTE);
    int count = Integer.parseInt(request.getParameter("count"));
    response
        .getWriter()
        .write(Orders.handOver(count, request.getParameter("kind"), database::insert));
  }
}
