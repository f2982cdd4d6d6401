package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.respond.http1.RequestHead;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;

/** The request as it goes over a connection (RFC 9112). Thread-safe. */
final class RequestBytes implements Closeable {
  private final InputStream in;
  private final byte[] part = new byte[8 * 1024];
  private boolean read;

  RequestBytes(RecordedRequest request, String token) throws IOException {
    InputStream head = new ByteArrayInputStream(RequestHead.of(request, token, server(request)));
    in = request.body == null ? head : new SequenceInputStream(head, request.body.open());
  }

  /** Said only if it is another one than Jetty would take it for: access logs have this. */
  private static String server(RecordedRequest request) {
    Origin origin = request.origin;
    String host = request.headers.first("Host");
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
