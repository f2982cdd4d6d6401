package dev.offstage.containers.managed;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /book?does=...}, {@code /book?after=...} and {@code /book?told=...} */
public final class BookingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Booking booking;
  @Inject private transient Commits commits;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String after = request.getParameter("after");
    if (after != null) {
      commit(after);
      return;
    }
    String told = request.getParameter("told");
    String does = request.getParameter("does");
    try {
      if (told != null) {
        response.getWriter().write(Commits.told(told));
        return;
      }
      if (!does.equals("tell")) {
        booking.book(does.equals("fail"));
      }
    } catch (Exception e) {
      throw new ServletException(e);
    }
    response.getWriter().write(String.join("\n", Booking.ENDS));
  }

  private void commit(String how) {
    try {
      switch (how) {
        case "none":
          Commits.handOver(how);
          break;
        case "supports":
          commits.supports(how);
          break;
        case "timeout":
          commits.timeOut(how);
          break;
        default:
          commits.inTransaction(how);
      }
    } catch (Exception e) {
      // As some of them end.
      getServletContext().log(how + ": " + e);
    }
  }
}
