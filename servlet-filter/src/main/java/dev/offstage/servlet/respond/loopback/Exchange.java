package dev.offstage.servlet.respond.loopback;

import dev.offstage.servlet.respond.http1.ResponseReader;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.spool.Spool;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response over one connection (RFC 9112). Java 8's HttpURLConnection knows no
 * PATCH, follows redirects by itself and adds headers of its own.
 */
final class Exchange implements Closeable {
  private final Socket connection;
  private final OutputStream out;
  private final ResponseReader reader;
  private @Nullable ReceivedResponse response;

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
    reader =
        new ResponseReader(
            new BufferedInputStream(new Patient(socket.getInputStream(), givesUp), 16 * 1024));
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
   * @return its status and headers
   * @throws IOException if the body cannot be read, or what comes back is not a response
   */
  ReceivedResponse send(byte[] head, @Nullable Spool body) throws IOException {
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
    ReceivedResponse received = reader.readHead();
    response = received;
    return received;
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

  /**
   * Reads the body to its end; throws if it breaks off. Of one that ends with its connection nobody
   * can tell that: the webapp has asked for it, and {@link Passage} knows how its work has ended.
   */
  void receiveBody(OutputStream to) throws IOException {
    if (response == null) {
      throw new IllegalStateException("nothing was sent");
    }
    reader.readBody(response, to, true);
  }

  /** May be called from another thread, to end what this one waits for. */
  @Override
  public void close() throws IOException {
    connection.close();
  }
}
