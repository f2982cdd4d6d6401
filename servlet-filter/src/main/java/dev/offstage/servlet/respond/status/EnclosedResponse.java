package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.reply.LateAnswer;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A whole response as the body of another one: {@code application/http} (RFC 9112, 10.2). */
final class EnclosedResponse {
  private final StringBuilder head = new StringBuilder();
  private final long size;
  private final Body body;

  /** Writes the body of the response that is enclosed. */
  @FunctionalInterface
  private interface Body {
    void write(HttpServletResponse response) throws IOException;
  }

  private EnclosedResponse(int status, long size, Body body) {
    this.size = size;
    this.body = body;
    // Clients have been seen that want a reason.
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
  }

  /** All of it but its cookies, which a client finds only in what is around it. */
  static EnclosedResponse of(RecordedResponse kept) {
    long size = kept.hasBody() ? kept.size() : 0;
    EnclosedResponse enclosed =
        new EnclosedResponse(
            kept.status(), size, response -> KeptBody.copy(kept, 0, size, response));
    for (Headers.Field header : kept.headers().fields()) {
      if (!header.name().equalsIgnoreCase("Set-Cookie")) {
        enclosed.header(header.name(), header.value());
      }
    }
    if (kept.hasBody()) {
      enclosed.header("Content-Length", String.valueOf(size));
    }
    return enclosed;
  }

  static EnclosedResponse of(int status, String type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    EnclosedResponse enclosed =
        new EnclosedResponse(
            status, bytes.length, response -> response.getOutputStream().write(bytes));
    enclosed.header("Content-Type", type);
    enclosed.header("Content-Length", String.valueOf(bytes.length));
    return enclosed;
  }

  private static String reason(int status) {
    switch (status) {
      case 200:
        return "OK";
      case 201:
        return "Created";
      case 204:
        return "No Content";
      default:
        return status < 300
            ? "Success"
            : status < 400 ? "Redirection" : status < 500 ? "Client Error" : "Server Error";
    }
  }

  private void header(String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Sends it as the body of this response. */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] first = (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    response.setContentType("application/http");
    response.setContentLengthLong(first.length + size);
    if ("HEAD".equals(request.getMethod())) {
      return;
    }
    WatchedResponse watched = WatchedResponse.around(response);
    try {
      watched.getOutputStream().write(first);
      body.write(watched);
    } catch (KeptBody.UnreadableException e) {
      LateAnswer.failed(request, watched, "a kept response", e);
    }
  }
}
