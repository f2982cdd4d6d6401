package dev.offstage.servlet.http;

import dev.offstage.internal.text.Log;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An error, in the format of RFC 9457 unless the client knows another one better. */
public final class Problem {
  private static final String TYPES = "/problems/";

  private final int status;
  private final String title;
  private final String detail;
  private String type = "about:blank";
  private @Nullable String reason;
  private int retryAfterSeconds;
  private ProblemFormat format = ProblemFormat.RFC_9457;

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

  /** The work threw; the log has the stack trace, the client does not. */
  public static Problem failed() {
    return new Problem(
            500, "Internal Server Error", "The work for this request failed; see the log.")
        .type("failed");
  }

  /** One of those that docs/respond-async.md lists: several have the same status. */
  public Problem type(String name) {
    type = TYPES + name;
    return this;
  }

  /** With what went wrong inside, where the deployer lets clients know that. */
  public Problem reason(String text) {
    reason = text;
    return this;
  }

  /** With the header {@code Retry-After}. */
  public Problem retryAfter(int seconds) {
    retryAfterSeconds = seconds;
    return this;
  }

  /** In this format. */
  public Problem as(ProblemFormat other) {
    format = other;
    return this;
  }

  public int status() {
    return status;
  }

  /** A word for programs, which tells it apart from others of the same status. */
  public String code() {
    return type.startsWith(TYPES)
        ? type.substring(TYPES.length())
        : title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /** What went wrong inside; null unless clients may know. */
  public @Nullable String reason() {
    return reason;
  }

  /** What there is to say, in words. */
  public String text() {
    return reason == null ? detail : detail + " " + reason;
  }

  /** The body as RFC 9457 has it. */
  public Json toJson() {
    return new Json()
        .text("type", type)
        .text("title", title)
        .number("status", status)
        .text("detail", detail)
        .text("reason", reason);
  }

  /** Answers with it in place of what the application has set so far. */
  public void inPlaceOfAll(HttpServletResponse response) throws IOException {
    if (!response.isCommitted()) {
      response.reset();
    }
    write(response);
  }

  /**
   * Answers with it, in addition to the headers that are there; only logs it if another answer is
   * already on its way.
   */
  public void write(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      Log.warn("offstage: a response had already begun, so the client does not see: " + detail);
    } else {
      writeBody(response);
    }
  }

  /** The same for a connection that the server may be ending just now: then nobody is told. */
  public void writeIfOpen(HttpServletResponse response) throws IOException {
    try {
      if (!response.isCommitted()) {
        writeBody(response);
      }
    } catch (IllegalStateException e) {
      // It has ended in between.
    }
  }

  private void writeBody(HttpServletResponse response) throws IOException {
    response.resetBuffer();
    response.setStatus(status);
    if (retryAfterSeconds > 0) {
      response.setHeader("Retry-After", String.valueOf(retryAfterSeconds));
    }
    byte[] body = format.body(this).toString().getBytes(StandardCharsets.UTF_8);
    response.setContentType(format.contentType());
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
