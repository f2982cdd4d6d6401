package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one response as it comes, in whatever pieces (RFC 9112), and knows where it ends. What
 * fails here fails the whole request. Thread-safe.
 */
final class ResponseBytes {
  private static final int MOST_HEAD = 256 * 1024;

  private enum Part {
    HEAD,
    CONTENT,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    UNTIL_CLOSED,
    OVER
  }

  private final OutputStream to;
  private final boolean toHead;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(80);
  private int headLeft = MOST_HEAD;
  private Part part = Part.HEAD;
  private int status;
  private Headers headers = new Headers();
  private long left;
  private @Nullable IOException failure;

  /**
   * For one request.
   *
   * @param to takes the body
   * @param toHead whether it is the response to a HEAD
   */
  ResponseBytes(OutputStream to, boolean toHead) {
    this.to = to;
    this.toHead = toHead;
  }

  /** Takes all bytes of the buffer. */
  synchronized void accept(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining() && part != Part.OVER) {
        if (failure != null) {
          throw new IOException(failure);
        }
        read(bytes);
      }
    } catch (IOException e) {
      fail(e);
      throw e;
    }
    // Nothing can follow the end.
    bytes.position(bytes.limit());
  }

  private void read(ByteBuffer bytes) throws IOException {
    switch (part) {
      case CONTENT:
      case CHUNK:
        left -= copy(bytes, left);
        if (left == 0) {
          part = part == Part.CHUNK ? Part.CHUNK_END : Part.OVER;
        }
        break;
      case UNTIL_CLOSED:
        copy(bytes, bytes.remaining());
        break;
      default:
        readLine(bytes.get());
    }
  }

  private int copy(ByteBuffer bytes, long most) throws IOException {
    byte[] copy = new byte[(int) Math.min(most, bytes.remaining())];
    bytes.get(copy);
    to.write(copy);
    return copy.length;
  }

  private void readLine(byte next) throws IOException {
    if (next != '\n') {
      if (--headLeft < 0) {
        throw new IOException("the head of the response is too long");
      }
      if (next != '\r') {
        line.write(next);
      }
      return;
    }
    String text = line.toString(StandardCharsets.ISO_8859_1.name());
    line.reset();
    if (part == Part.HEAD) {
      readHead(text);
      return;
    }
    // However many chunks there are.
    headLeft = MOST_HEAD;
    if (part == Part.CHUNK_SIZE) {
      int extension = text.indexOf(';');
      left = number((extension < 0 ? text : text.substring(0, extension)).trim(), 16);
      part = left == 0 ? Part.TRAILER : Part.CHUNK;
    } else if (part == Part.CHUNK_END) {
      part = Part.CHUNK_SIZE;
    } else if (text.isEmpty()) {
      part = Part.OVER;
    }
  }

  private void readHead(String text) throws IOException {
    if (status == 0) {
      String[] first = text.split(" ", 3);
      if (first.length < 2 || !first[1].matches("[1-9]\\d\\d")) {
        throw new IOException("not a response: " + text);
      }
      status = Integer.parseInt(first[1]);
    } else if (!text.isEmpty()) {
      int colon = text.indexOf(':');
      headers.add(text.substring(0, Math.max(0, colon)).trim(), text.substring(colon + 1).trim());
    } else if (status == 101) {
      throw new IOException("a request that returns cannot be upgraded");
    } else if (status < 200) {
      status = 0;
      headers = new Headers();
    } else {
      beginBody();
    }
  }

  private void beginBody() throws IOException {
    String transfer = headers.first("Transfer-Encoding");
    String length = headers.first("Content-Length");
    if (toHead || status == 204 || status == 304) {
      part = Part.OVER;
    } else if (transfer != null && transfer.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      part = Part.CHUNK_SIZE;
    } else if (length != null) {
      left = number(length, 10);
      part = left == 0 ? Part.OVER : Part.CONTENT;
    } else {
      part = Part.UNTIL_CLOSED;
    }
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

  /** The server has nothing more to say. */
  synchronized void end() {
    if (part == Part.UNTIL_CLOSED) {
      part = Part.OVER;
    }
    breakOff(null);
  }

  /** The server gives it up, unless all has come. */
  synchronized void breakOff(@Nullable Throwable why) {
    if (part != Part.OVER) {
      fail(
          new IOException(
              status == 0 ? "the server gave no response" : "the response broke off", why));
    }
  }

  /** The first failure is the one that counts. */
  synchronized void fail(IOException why) {
    if (failure == null && part != Part.OVER) {
      failure = why;
    }
  }

  /** Whether nothing more is to come. */
  synchronized boolean isOver() {
    return part == Part.OVER || failure != null;
  }

  synchronized boolean hasFailed() {
    return failure != null;
  }

  /** The whole response, when it is over. */
  synchronized ReceivedResponse result() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return new ReceivedResponse(status, headers);
  }
}
