package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import dev.offstage.servlet.RequestSnapshot;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /secret}: behind a security constraint; a task says whose request it was. */
public final class SecretServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestSnapshot visit = RequestSnapshot.of(request);
    Offstage.run(
        () -> {
          Gates.pass(visit.getParameter("gate"));
          Gates.happened(
              "secret of " + visit.getRemoteUser() + ", staff " + visit.isUserInRole("staff"));
        });
    response.getWriter().write("hello " + request.getRemoteUser());
  }
}
