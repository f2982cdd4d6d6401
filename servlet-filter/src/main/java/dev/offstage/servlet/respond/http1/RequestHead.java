package dev.offstage.servlet.respond.http1;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
    StringBuilder line = new StringBuilder(256).append(request.method).append(' ');
    line.append(server).append(request.uri);
    if (request.query != null) {
      line.append('?').append(request.query);
    }
    line.append(" HTTP/1.1\r\n");
    StringBuilder head = new StringBuilder(1024);
    for (Headers.Field header : request.headers.fields()) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (request.contentLength() >= 0) {
      head.append("Content-Length: ").append(request.contentLength()).append("\r\n");
    }
    head.append(Passage.HEADER).append(": ").append(token);
    // No "Connection: close": to some servers the end of the connection is then that of the
    // response, whole or not.
    head.append("\r\n\r\n");
    byte[] first = bytes(line.toString(), request.charset);
    byte[] second = bytes(head.toString(), StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** In UTF-8 if there is something that the charset does not have. */
  private static byte[] bytes(String text, Charset charset) {
    return charset.newEncoder().canEncode(text)
        ? text.getBytes(charset)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
