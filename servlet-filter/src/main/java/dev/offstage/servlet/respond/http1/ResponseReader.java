package dev.offstage.servlet.respond.http1;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one response (RFC 9112, sections 4 to 7). For one thread. */
public final class ResponseReader {
  private static final int MOST_HEAD = 256 * 1024;

  private final InputStream in;
  private int headLeft = MOST_HEAD;

  /**
   * Makes one.
   *
   * @param in buffered
   */
  public ResponseReader(InputStream in) {
    this.in = in;
  }

  /** Reads status and headers; what is said before that (1xx) is passed over. */
  public ReceivedResponse readHead() throws IOException {
    while (true) {
      String[] line = line().split(" ", 3);
      if (line.length < 2 || !line[0].startsWith("HTTP/1.") || !line[1].matches("[1-9]\\d\\d")) {
        throw new IOException("what answers there does not speak HTTP");
      }
      int status = Integer.parseInt(line[1]);
      Headers headers = readHeaders();
      if (status >= 200 || status == 101) {
        return new ReceivedResponse(status, headers);
      }
    }
  }

  private Headers readHeaders() throws IOException {
    Headers headers = new Headers();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      if (colon <= 0) {
        throw new IOException("a header of the response has no name");
      }
      headers.add(header.substring(0, colon).trim(), header.substring(colon + 1).trim());
    }
    return headers;
  }

  /**
   * Reads the body to its end; throws if it breaks off.
   *
   * @param endMayBeClose whether a body that does not say how long it is ends with the connection;
   *     if not, nobody can tell it from one that breaks off, and that is an error
   */
  public void readBody(ReceivedResponse head, OutputStream to, boolean endMayBeClose)
      throws IOException {
    int status = head.status();
    if (status == 204 || status == 304 || status == 101) {
      return;
    }
    String transfer = head.headers().first("Transfer-Encoding");
    String length = head.headers().first("Content-Length");
    if (transfer != null && transfer.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      for (long size = chunkSize(); size > 0; size = chunkSize()) {
        copy(size, to);
        line();
      }
      readHeaders();
    } else if (length != null) {
      copy(number(length, 10), to);
    } else if (endMayBeClose) {
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.write(buffer, 0, n);
      }
    } else {
      throw new IOException("the response does not say how long it is");
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
}
