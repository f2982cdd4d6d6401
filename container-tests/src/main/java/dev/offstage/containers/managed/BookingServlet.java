package dev.offstage.containers.managed;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.naming.NamingException;

/** {@code /book?does=...} */
public final class BookingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Booking booking;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String does = request.getParameter("does");
    try {
      if (!does.equals("tell")) {
        booking.book(does.equals("fail"));
      }
    } catch (NamingException e) {
      throw new ServletException(e);
    }
    response.getWriter().write(String.join("\n", Booking.ENDS));
  }
}
