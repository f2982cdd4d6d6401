package dev.offstage.containers.webapp;

import dev.offstage.servlet.AsyncReply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /reply/later} and {@code /reply/first}, with {@code gate} and {@code pool}. */
public final class ReplyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String gate = request.getParameter("gate");
    AsyncReply reply = AsyncReply.to(request, response);
    if (request.getParameter("pool") != null) {
      reply.pool(request.getParameter("pool"));
    }
    if ("/first".equals(request.getPathInfo())) {
      reply.accepted("/photos/42").then(() -> Gates.pass(gate));
    } else {
      reply.write(
          () -> {
            Gates.pass(gate);
            return Thread.currentThread().getName();
          },
          (worker, out) -> out.getWriter().write("written by " + worker));
    }
  }
}
