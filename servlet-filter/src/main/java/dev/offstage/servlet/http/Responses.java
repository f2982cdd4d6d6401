package dev.offstage.servlet.http;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The one way to finish an answer early, and the error answers of every part of Offstage. */
public final class Responses {
  private static final int RETRY_AFTER_SECONDS = 5;

  private Responses() {}

  /**
   * Sends everything and ends the response, while the request goes on: closing does it in every
   * container, flushing does not (Liberty keeps it, HTTP/2 streams stay open).
   */
  public static void close(ServletResponse response) {
    try {
      closeOrThrow(response);
    } catch (IOException e) {
      // The client has gone; there is nobody left to tell.
    }
  }

  /** The same for callers that want to know when the client has gone. */
  public static void closeOrThrow(ServletResponse response) throws IOException {
    try {
      response.getOutputStream().close();
    } catch (IllegalStateException usesWriter) {
      response.getWriter().close();
    }
  }

  /** 503: the pools have no room, or the webapp is stopping. */
  public static void unavailable(HttpServletResponse response, String detail) throws IOException {
    inPlaceOfAll(Problem.unavailable(detail, RETRY_AFTER_SECONDS), response);
  }

  /** 500: the work threw; the log has the stack trace, the client does not. */
  public static void failed(HttpServletResponse response) throws IOException {
    inPlaceOfAll(
        new Problem(500, "Internal Server Error", "The work for this request failed; see the log."),
        response);
  }

  /** What the application has set so far belongs to an answer that will not be sent. */
  private static void inPlaceOfAll(Problem problem, HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted()) {
      response.reset();
    }
    problem.write(response);
  }
}
