package dev.offstage.containers.webapp;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /login}: the form of the login, and what is shown when it fails. */
public final class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html");
    response
        .getWriter()
        .write(
            "<form method=post action=j_security_check>"
                + "<input name=j_username><input name=j_password><button>Log in</button></form>");
  }
}
