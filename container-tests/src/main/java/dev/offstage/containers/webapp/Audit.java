package dev.offstage.containers.webapp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;

/** A legacy class that nobody has marked, and that knows the request. */
class Audit {
  /** Slow, and then interested in everything that the request has. */
  void record(HttpServletRequest request, String gate) throws IOException, InterruptedException {
    Gates.pass(gate);
    Gates.happened(
        String.join(
            " ",
            gate,
            request.getMethod(),
            request.getRequestURI(),
            request.getHeader("User-Agent"),
            request.getParameter("user"),
            request.getReader().lines().collect(Collectors.joining())));
  }

  /** Slow, with a result that its caller needs not. */
  int count(String gate) throws InterruptedException {
    Gates.pass(gate);
    return -1;
  }

  /** Cannot be redirected. */
  void answer(HttpServletResponse response) throws IOException {
    response.getWriter().write("answered");
  }
}
