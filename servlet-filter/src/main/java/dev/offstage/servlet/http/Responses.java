package dev.offstage.servlet.http;

import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** The one way to finish an answer early. */
public final class Responses {
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
}
