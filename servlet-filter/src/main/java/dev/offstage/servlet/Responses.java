package dev.offstage.servlet;

import dev.offstage.internal.Log;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers that Offstage gives itself, and the one way to finish an answer early. */
final class Responses {
  private static final String RETRY_AFTER_SECONDS = "5";

  private Responses() {}

  /**
   * Sends everything and ends the response, while the request goes on: closing does it in every
   * container, flushing does not (Liberty keeps it, HTTP/2 streams stay open).
   */
  static void close(ServletResponse response) {
    try {
      closeOrThrow(response);
    } catch (IOException e) {
      // The client has gone; there is nobody left to tell.
    }
  }

  static void closeOrThrow(ServletResponse response) throws IOException {
    try {
      response.getOutputStream().close();
    } catch (IllegalStateException usesWriter) {
      response.getWriter().close();
    }
  }

  /** 503: the pools have no room, or the webapp stops. */
  static void unavailable(HttpServletResponse response, String detail) throws IOException {
    problem(response, 503, "Service Unavailable", detail);
  }

  /** 500: the work threw; the log has the stack trace, the client does not. */
  static void failed(HttpServletResponse response) throws IOException {
    problem(
        response, 500, "Internal Server Error", "The work for this request failed; see the log.");
  }

  /** An answer in the form of RFC 9457; does nothing when another one is on its way already. */
  private static void problem(HttpServletResponse response, int status, String title, String detail)
      throws IOException {
    if (response.isCommitted()) {
      Log.warn("offstage: a response was begun already, so the client does not see: " + detail);
      return;
    }
    response.reset();
    response.setStatus(status);
    if (status == 503) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    byte[] body =
        ("{\"type\":\"about:blank\",\"title\":\""
                + title
                + "\",\"status\":"
                + status
                + ",\"detail\":\""
                + detail
                + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
