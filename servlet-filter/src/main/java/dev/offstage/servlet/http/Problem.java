package dev.offstage.servlet.http;

import dev.offstage.internal.text.Log;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An error in the format of RFC 9457. */
public final class Problem {
  private final int status;
  private final String title;
  private final String detail;
  private int retryAfterSeconds;

  /**
   * Describes one; must not reveal what is only for the log.
   *
   * @param detail what the client can do about it
   */
  public Problem(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** 503: not now. */
  public static Problem unavailable(String detail, int retryAfterSeconds) {
    return new Problem(503, "Service Unavailable", detail).retryAfter(retryAfterSeconds);
  }

  /** With the header {@code Retry-After}. */
  public Problem retryAfter(int seconds) {
    retryAfterSeconds = seconds;
    return this;
  }

  /** The body. */
  public String json() {
    return new Json()
        .text("type", "about:blank")
        .text("title", title)
        .number("status", status)
        .text("detail", detail)
        .toString();
  }

  /**
   * Answers with it, in addition to the headers that are there; only logs it if another answer is
   * already on its way.
   */
  public void write(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      Log.warn("offstage: a response had already begun, so the client does not see: " + detail);
      return;
    }
    response.resetBuffer();
    response.setStatus(status);
    if (retryAfterSeconds > 0) {
      response.setHeader("Retry-After", String.valueOf(retryAfterSeconds));
    }
    byte[] body = json().getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
