package dev.offstage.servlet.respond.loopback;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.spool.Spool;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response over one connection (RFC 9112). Java 8's HttpURLConnection knows no
 * PATCH, follows redirects by itself and adds headers of its own.
 */
final class Exchange implements Closeable {
  private static final int MOST_HEAD = 256 * 1024;

  private final Socket connection;
  private final OutputStream out;
  private final InputStream in;
  private int headLeft = MOST_HEAD;
  private int status;
  private final Headers headers = new Headers();

  /**
   * On an open connection; closes it at the end.
   *
   * @param connection what is closed: closing the encrypted one would wait for the other side
   * @param socket what is read and written, on top of it or the same
   * @param givesUp asked when nothing has come within the socket's timeout
   */
  Exchange(Socket connection, Socket socket, BooleanSupplier givesUp) throws IOException {
    this.connection = connection;
    // A small body goes with the head: if it came later, a server that answers without reading it
    // would reset the connection, and its answer might be lost.
    out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    in = new BufferedInputStream(new Patient(socket.getInputStream(), givesUp), 16 * 1024);
  }

  /** Goes on waiting when a read times out, as long as that makes sense. */
  private static final class Patient extends FilterInputStream {
    private final BooleanSupplier givesUp;

    Patient(InputStream in, BooleanSupplier givesUp) {
      super(in);
      this.givesUp = givesUp;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      while (true) {
        try {
          return in.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
          if (givesUp.getAsBoolean()) {
            throw e;
          }
        }
      }
    }
  }

  /**
   * Sends the request; an answer that comes before all of it is sent is read, too.
   *
   * @throws IOException if the body cannot be read, or what comes back is not a response
   */
  void send(byte[] head, @Nullable Spool body) throws IOException {
    out.write(head);
    if (body != null) {
      byte[] buffer = new byte[16 * 1024];
      try (InputStream content = body.open()) {
        for (int n = content.read(buffer); n >= 0 && isTaken(buffer, n); ) {
          n = content.read(buffer);
        }
      }
    }
    flush();
    receiveHead();
  }

  private void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      // The server may have said why.
    }
  }

  private boolean isTaken(byte[] buffer, int length) {
    try {
      out.write(buffer, 0, length);
      return true;
    } catch (IOException e) {
      // The server may have said why.
      return false;
    }
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  private void receiveHead() throws IOException {
    do {
      headers.clear();
      String[] line = line().split(" ", 3);
      if (line.length < 2 || !line[0].startsWith("HTTP/1.") || !line[1].matches("[1-9]\\d\\d")) {
        throw new IOException("what answers there does not speak HTTP");
      }
      status = Integer.parseInt(line[1]);
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        if (colon <= 0) {
          throw new IOException("a header of the response has no name");
        }
        headers.add(header.substring(0, colon).trim(), header.substring(colon + 1).trim());
      }
    } while (status < 200 && status != 101);
  }

  /**
   * Reads the body to its end; throws if it breaks off. Of one that ends with its connection nobody
   * can tell that: the webapp has asked for it, and {@link Passage} knows how its work has ended.
   */
  void receiveBody(OutputStream to) throws IOException {
    if (status == 204 || status == 304 || status == 101) {
      return;
    }
    String transfer = headers.first("Transfer-Encoding");
    String length = headers.first("Content-Length");
    if (transfer != null && transfer.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      for (long size = chunkSize(); size > 0; size = chunkSize()) {
        copy(size, to);
        line();
      }
    } else if (length != null) {
      copy(number(length, 10), to);
    } else {
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.write(buffer, 0, n);
      }
    }
  }

  private long chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
  }

  private static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IOException("a length in the response is not a number");
  }

  private void copy(long count, OutputStream to) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (long left = count; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException("the response broke off");
      }
      to.write(buffer, 0, n);
      left -= n;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the response broke off");
      }
      if (--headLeft < 0) {
        throw new IOException("the head of the response is too long");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    // Chunks have lines, too, however many.
    headLeft = Math.max(headLeft, MOST_HEAD / 2);
    return line.toString(StandardCharsets.ISO_8859_1.name());
  }

  /** May be called from another thread, to end what this one waits for. */
  @Override
  public void close() throws IOException {
    connection.close();
  }
}
