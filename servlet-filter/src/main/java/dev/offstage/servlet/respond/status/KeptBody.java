package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.respond.kept.RecordedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes the body of a kept response to a client, or a part of it. */
final class KeptBody {
  private KeptBody() {}

  /** What is kept cannot be read; no client has gone. */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(IOException cause) {
      super("it cannot be read", cause);
    }
  }

  static void copy(RecordedResponse kept, long from, long count, HttpServletResponse response)
      throws IOException {
    OutputStream out = response.getOutputStream();
    byte[] buffer = new byte[16 * 1024];
    try (InputStream in = open(kept, from)) {
      for (long left = count; left > 0; ) {
        int n = read(in, buffer, (int) Math.min(left, buffer.length));
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  private static InputStream open(RecordedResponse kept, long from) throws IOException {
    try {
      InputStream in = kept.open();
      for (long left = from; left > 0; ) {
        long skipped = in.skip(left);
        if (skipped <= 0) {
          throw new EOFException("it has become shorter");
        }
        left -= skipped;
      }
      return in;
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  private static int read(InputStream in, byte[] buffer, int most) throws IOException {
    try {
      int n = in.read(buffer, 0, most);
      if (n < 0) {
        throw new EOFException("it has become shorter");
      }
      return n;
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }
}
