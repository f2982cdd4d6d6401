package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The request as it goes over a connection (RFC 9112). Thread-safe. */
final class RequestBytes implements Closeable {
  private final InputStream in;
  private final byte[] part = new byte[8 * 1024];
  private boolean read;

  RequestBytes(RecordedRequest request, String token) throws IOException {
    InputStream head = new ByteArrayInputStream(head(request, token));
    in = request.body == null ? head : new SequenceInputStream(head, request.body.open());
  }

  private static byte[] head(RecordedRequest request, String token) {
    StringBuilder head = new StringBuilder(1024).append(request.method).append(' ');
    head.append(server(request.origin, request.headers.first("Host"))).append(request.uri);
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
    head.append(Passage.HEADER).append(": ").append(token).append("\r\n\r\n");
    // Jetty reads the bytes as Latin-1, or as UTF-8 if that is what they are.
    String text = head.toString();
    return text.chars().allMatch(c -> c < 256)
        ? text.getBytes(StandardCharsets.ISO_8859_1)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Said only if it is another one than Jetty would take it for: access logs have this. */
  private static String server(Origin origin, @Nullable String host) {
    boolean https = origin.scheme.equals("https");
    String usual = origin.host();
    String brief =
        origin.serverPort == (https ? 443 : 80) ? usual.replaceFirst(":\\d+$", "") : usual;
    return !https && (usual.equalsIgnoreCase(host) || brief.equalsIgnoreCase(host))
        ? ""
        : origin.scheme + "://" + brief;
  }

  /** Adds what there is room for; -1 at the end. */
  synchronized int read(ByteBuffer to) throws IOException {
    // Jetty's buffers are ready to be read from.
    int start = to.position();
    if (start == to.limit()) {
      to.clear();
      start = 0;
    } else if (to.limit() == to.capacity()) {
      to.compact();
      start = 0;
    } else {
      to.position(to.limit()).limit(to.capacity());
    }
    int count = read ? -1 : in.read(part, 0, Math.min(part.length, to.remaining()));
    if (count > 0) {
      to.put(part, 0, count);
    }
    to.limit(to.position()).position(start);
    read = count < 0;
    return count;
  }

  synchronized boolean isRead() {
    return read;
  }

  @Override
  public synchronized void close() throws IOException {
    read = true;
    in.close();
  }
}
