package dev.offstage.containers.webapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /download/now} and {@code /download/afterwards}: calls marked methods. */
public final class DownloadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Downloads downloads = new Downloads();
    String gate = request.getParameter("gate");
    try {
      if ("/afterwards".equals(request.getPathInfo())) {
        downloads.downloadAfterwards(gate);
      } else {
        downloads.download(gate);
      }
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
    Gates.happened("answered " + gate);
    response.getWriter().write("downloading");
  }
}
