package dev.offstage.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** A waiting page of the webapp's own. */
public final class OwnWaitingPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<?, ?> task = (Map<?, ?>) request.getAttribute("offstageTask");
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            "<!doctype html><title>Ours</title><meta http-equiv=refresh content=1><p id=own>"
                + task.get("state")
                + " "
                + task.get("percent"));
  }
}
