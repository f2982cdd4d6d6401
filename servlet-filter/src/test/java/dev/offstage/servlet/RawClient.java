package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP/1.1 connection, read byte by byte: what is no well-formed response throws. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** A response; header names in any case. */
  record Reply(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.get(name);
    }
  }

  RawClient(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /** From one of the addresses of the loop-back interface. */
  RawClient(int port, String from) throws IOException {
    socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  Reply get(String path, String... headers) throws IOException {
    send(path, headers);
    return read();
  }

  void send(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    sendBytes(request.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  /** A request with a body; the length is declared. */
  Reply post(String path, byte[] body, String... headers) throws IOException {
    send("POST", path, body, headers);
    return read();
  }

  void send(String method, String path, byte[] body, String... headers) throws IOException {
    sendHead(method, path, body.length, headers);
    sendBytes(body);
  }

  void sendHead(String method, String path, int length, String... headers) throws IOException {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    sendBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  /** Only the head comes, and says how long the body would be. */
  Reply head(String path, String... headers) throws IOException {
    send("HEAD", path, new byte[0], headers);
    return read(false);
  }

  void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends no more; what is missing of the request never comes. */
  void endOfRequest() throws IOException {
    socket.shutdownOutput();
  }

  Reply read() throws IOException {
    return read(true);
  }

  private Reply read(boolean withBody) throws IOException {
    String[] first = line().split(" ", 3);
    if (!first[0].equals("HTTP/1.1")) {
      throw new IOException("no status line: " + String.join(" ", first));
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      // Lines of the same name are one list (RFC 9110, section 5.2).
      headers.merge(
          header.substring(0, colon), header.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
    }
    int status = Integer.parseInt(first[1]);
    boolean empty = !withBody || status == 204 || status == 304;
    byte[] body = empty ? new byte[0] : body(headers);
    return new Reply(status, headers, new String(body, UTF_8));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.containsKey("Content-Length")) {
      return exactly(Integer.parseInt(headers.get("Content-Length")));
    }
    if (!"chunked".equals(headers.get("Transfer-Encoding"))) {
      return in.readAllBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(exactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException(bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("after '" + line + "'");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /** What comes, as it is, up to this text and with it; for a response that has no end yet. */
  String readUntil(String text) throws IOException {
    StringBuilder all = new StringBuilder();
    while (all.indexOf(text) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("after '" + all + "'");
      }
      all.append((char) b);
    }
    return all.toString();
  }

  /** Whether the server stays silent; for what must not come, looked at after what comes later. */
  boolean hasNothingMore() throws IOException {
    socket.setSoTimeout(50);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Leaves with a reset, as a client that dies. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
