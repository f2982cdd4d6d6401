package dev.offstage.demo;

import dev.offstage.Progress;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A form and its slow answer, which knows nothing of being answered early. */
public final class ReportServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  static final AtomicInteger POSTS = new AtomicInteger();
  static final AtomicInteger INTERRUPTED = new AtomicInteger();
  static volatile CountDownLatch gate = new CountDownLatch(0);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getServletPath().equals("/slow")) {
      doPost(request, response);
      return;
    }
    if (request.getPathInfo() != null && request.getPathInfo().endsWith(".css")) {
      response.setContentType("text/css");
      response.getWriter().write("h1 { color: rgb(1, 2, 3) }");
      return;
    }
    page(
        response,
        "The form",
        "<form method=post><input name=year value=2025><button>Render</button></form>");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    POSTS.incrementAndGet();
    Progress.report(1, 4, "page 1 of <4>");
    try {
      gate.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      INTERRUPTED.incrementAndGet();
      throw new ServletException(e);
    }
    String year = request.getParameter("year");
    switch (year) {
      case "fail":
        response.sendError(500, "no such year");
        break;
      case "large":
        page(response, "More than is kept", "x".repeat(20_000));
        break;
      case "file":
        response.setContentType("text/plain");
        response.setHeader("Content-Disposition", "attachment; filename=report.txt");
        response.getWriter().write("all years");
        break;
      case "elsewhere":
        response.sendRedirect("list");
        break;
      case "nothing":
        response.setStatus(204);
        break;
      default:
        page(response, "Report of " + year, "<a href=more>more</a>");
    }
  }

  private static void page(HttpServletResponse response, String title, String body)
      throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            "<!doctype html><title>"
                + title
                + "</title><link rel=stylesheet href=style.css><h1>"
                + title
                + "</h1>"
                + body);
  }
}
