package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.returning.Probe;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the webapp does not serve: all below {@code /_offstage/}. Thread-safe. */
public final class OwnPaths {
  private static final String START = "/_offstage/";

  private final StatusResource status;
  private final Passages passages;

  public OwnPaths(StatusResource status, Passages passages) {
    this.status = status;
    this.passages = passages;
  }

  /** Creates no objects. */
  public static boolean hasPathOf(HttpServletRequest request) {
    String path = request.getServletPath();
    // A servlet at "/*" has its whole path in the path info.
    String start = path.isEmpty() ? request.getPathInfo() : path;
    return start != null && start.startsWith(START);
  }

  public void serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String path =
        request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    if (path.startsWith(StatusResource.PATH)) {
      status.serve(request, response, path.substring(StatusResource.PATH.length()));
      return;
    }
    Passage probe = path.equals(Probe.PATH) ? passages.take(request) : null;
    if (probe == null) {
      new Problem(404, "Not Found", "There is nothing here.").write(response);
    } else {
      probe.arrive();
      response.setStatus(204);
    }
  }
}
