package dev.offstage.containers.webapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /probe/WAY} hands over by that way; {@code /probe/ways} and {@code /probe/report}. */
public final class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    long own = Probe.requestCame();
    String path = request.getPathInfo().substring(1);
    if (path.equals("ways")) {
      response.getWriter().write(String.join("\n", ProbeWays.ALL.keySet()));
    } else if (path.equals("report")) {
      response.getWriter().write(Probe.report());
    } else {
      handOver(path, request, response, own);
    }
  }

  private static void handOver(
      String way, HttpServletRequest request, HttpServletResponse response, long own)
      throws IOException, ServletException {
    String tag = request.getHeader("X-User");
    request.getSession().setAttribute("user", Probe.userOf(tag));
    try {
      if (way.equals("control")) {
        ProbeWays.control(request, tag, own);
      } else {
        ProbeWays.get(way).handOver(request, response, tag, own);
      }
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
