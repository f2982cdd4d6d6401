package dev.offstage.containers.webapp;

import dev.offstage.Answer;
import dev.offstage.Offstage;
import dev.offstage.Task;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code /answered/...}: work that starts after a good response only; {@code /answered/told?of=...}
 * says what became of it.
 */
public final class AnsweredServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Map<String, Task<?>> TASKS = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String end = request.getPathInfo().substring(1);
    if (end.equals("told")) {
      Task<?> task = Objects.requireNonNull(TASKS.get(request.getParameter("of")));
      response.getWriter().write(task.status() + " " + task.cause());
      return;
    }
    TASKS.put(end, Offstage.task(() -> {}).name(end).afterResponse(Answer.BELOW_400).start());
    switch (end) {
      case "throw":
        throw new IllegalStateException("thrown by the webapp");
      case "error":
        response.sendError(HttpServletResponse.SC_CONFLICT);
        break;
      case "status":
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        break;
      case "complete":
        AsyncContext async = request.startAsync();
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        async.complete();
        break;
      case "timeout":
        request.startAsync().setTimeout(50);
        break;
      default:
        response.getWriter().write("a page");
    }
  }
}
