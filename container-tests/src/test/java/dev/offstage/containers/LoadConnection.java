package dev.offstage.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * One HTTP/1.1 connection at a time, for very many requests: several times cheaper than a real
 * client, which leaves the processors to the server. Opens a new connection only when the server
 * has said that it closes the old one; any other end of it is an error.
 */
final class LoadConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int LARGEST_RESPONSE = 16 << 10;

  private static final String USUAL = "127.0.0.1";

  private final URI webapp;
  private final String from;
  private final Map<String, byte[]> requests = new HashMap<>();
  private final byte[] buffer = new byte[LARGEST_RESPONSE];
  private Socket socket;

  /**
   * @param from the address of the loop-back interface that the server sees
   */
  LoadConnection(URI webapp, String from) {
    this.webapp = webapp;
    this.from = from;
  }

  /** A response: what tells accepted from refused. */
  record Reply(int status, String head, String body) {
    /** The value of a header, or null. */
    String header(String name) {
      int at = head.indexOf("\r\n" + name + ": ");
      int begin = at + name.length() + 4;
      return at < 0 ? null : head.substring(begin, head.indexOf("\r\n", begin));
    }
  }

  Reply get(String path) throws IOException {
    return send(requests.computeIfAbsent(path, key -> request(key, "")));
  }

  /** With one more header. */
  Reply get(String path, String header, String value) throws IOException {
    return send(request(path, header + ": " + value + "\r\n"));
  }

  private Reply send(byte[] request) throws IOException {
    if (socket == null) {
      socket = connect();
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
    }
    socket.getOutputStream().write(request);
    Reply reply = read(socket.getInputStream());
    if ("close".equals(reply.header("Connection"))) {
      close();
    }
    return reply;
  }

  /**
   * Bound to an address only where it has to be: for those the system searches its ports, one after
   * the other, for one that has not just been used. Tomcat closes the connection with each 503, and
   * after some thousands that search took nearly all of the processors.
   */
  private Socket connect() throws IOException {
    return from.equals(USUAL)
        ? new Socket(webapp.getHost(), webapp.getPort())
        : new Socket(webapp.getHost(), webapp.getPort(), InetAddress.getByName(from), 0);
  }

  private byte[] request(String path, String headers) {
    URI uri = webapp.resolve(path);
    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
        .getBytes(ISO_8859_1);
  }

  private Reply read(InputStream in) throws IOException {
    int size = 0;
    int headEnd = -1;
    while (headEnd < 0) {
      size = readMore(in, size);
      headEnd = new String(buffer, 0, size, ISO_8859_1).indexOf("\r\n\r\n");
    }
    String head = new String(buffer, 0, headEnd + 2, ISO_8859_1);
    Reply withoutBody = new Reply(Integer.parseInt(head.substring(9, 12)), head, "");
    int bodyBegin = headEnd + 4;
    int bodyEnd = bodyBegin + Integer.parseInt(withoutBody.header("Content-Length"));
    while (size < bodyEnd) {
      size = readMore(in, size);
    }
    if (size > bodyEnd) {
      throw new IOException("more than one response to one request, the first one " + head);
    }
    String body = new String(buffer, bodyBegin, bodyEnd - bodyBegin, ISO_8859_1);
    return new Reply(withoutBody.status(), head, body);
  }

  private int readMore(InputStream in, int size) throws IOException {
    int count = in.read(buffer, size, buffer.length - size);
    if (count <= 0) {
      throw new EOFException("the response ends after " + size + " bytes");
    }
    return size + count;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
