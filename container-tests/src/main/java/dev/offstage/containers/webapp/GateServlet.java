package dev.offstage.containers.webapp;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /gates?open=NAME} opens a gate; says what has happened, one line each. */
public final class GateServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String gate = request.getParameter("open");
    if (gate != null) {
      Gates.open(gate);
    }
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(String.join("\n", Gates.events()));
  }

  /** Opens a gate that only the end of the webapp opens. */
  @Override
  public void destroy() {
    Gates.open("destroy");
  }
}
