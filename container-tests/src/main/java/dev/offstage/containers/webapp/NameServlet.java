package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** {@code /name?pool=NAME&gate=NAME}: a task looks up an entry of web.xml. */
public final class NameServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String gate = request.getParameter("gate");
    Offstage.pool(request.getParameter("pool"))
        .run(
            () -> {
              Gates.pass(gate);
              Gates.happened(gate + " found " + greeting());
            });
    response.getWriter().write("here " + greeting());
  }

  @SuppressWarnings("BanJNDI") // a constant
  private static String greeting() {
    try {
      return (String) new InitialContext().lookup("java:comp/env/greeting");
    } catch (NamingException e) {
      return String.valueOf(e);
    }
  }
}
