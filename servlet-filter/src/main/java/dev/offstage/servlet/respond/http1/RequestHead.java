package dev.offstage.servlet.respond.http1;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import java.nio.charset.StandardCharsets;

/** The request line and the headers (RFC 9112, sections 3 and 5). */
public final class RequestHead {
  private RequestHead() {}

  /** Those of a request, to be sent to this webapp with a token. */
  public static byte[] of(RecordedRequest request, String token) {
    return of(request, token, "");
  }

  /**
   * The same with an absolute URL.
   *
   * @param server scheme, name and port, without a slash at the end; empty for a path alone
   */
  public static byte[] of(RecordedRequest request, String token, String server) {
    StringBuilder head = new StringBuilder(1024).append(request.method).append(' ');
    head.append(server).append(request.uri);
    if (request.query != null) {
      head.append('?').append(request.query);
    }
    head.append(" HTTP/1.1\r\n");
    for (Headers.Field header : request.headers.fields()) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (request.contentLength() >= 0) {
      head.append("Content-Length: ").append(request.contentLength()).append("\r\n");
    }
    head.append(Passage.HEADER).append(": ").append(token);
    // No "Connection: close": to some servers the end of the connection is then that of the
    // response, whole or not.
    String text = head.append("\r\n\r\n").toString();
    // Servers read the bytes as Latin-1, or as UTF-8 if that is what they are.
    return text.chars().allMatch(c -> c < 256)
        ? text.getBytes(StandardCharsets.ISO_8859_1)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
