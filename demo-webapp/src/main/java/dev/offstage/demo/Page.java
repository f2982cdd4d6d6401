package dev.offstage.demo;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page. The server fills in what must be right without scripts too. */
public final class Page extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private String html = "";

  @Override
  public void init() throws ServletException {
    try (InputStream in = getServletContext().getResourceAsStream("/index.html")) {
      html =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .replace("{{port}}", String.valueOf(getServletContext().getAttribute(PhotoApp.PORT)))
              .replace("{{agent}}", PhotoApp.agentVersion() == null ? "absent" : "attached")
              .replace(
                  "{{store}}",
                  getServletContext().getInitParameter(PhotoApp.STORE) == null ? "absent" : "set");
    } catch (IOException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
  }
}
