package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.servlet.respond.spool.Spool;
import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a pipe into the server: who reads the response here also sends the request,
 * whenever the server takes more of it. So none of them waits for the other, whichever the server
 * does first. For one thread, except for {@link #close()}.
 *
 * <p>An interrupt is kept for later: it would close the channels.
 */
final class PipeEnd extends InputStream {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int SIZE = 16 * 1024;

  private final Members members;
  private final Object connection;
  private final Object source;
  private final Object sink;
  private final BooleanSupplier givesUp;
  private final ByteBuffer in = ByteBuffer.allocate(SIZE);
  private ByteBuffer out;
  private @Nullable Spool body;
  private @Nullable InputStream content;
  private boolean interrupted;

  /** Guarded by this, as the next. */
  private boolean ready;

  private boolean closed;

  /**
   * Takes an end.
   *
   * @param listener the type of XNIO's listeners
   * @param head what is sent first
   * @param body what is sent then; null for nothing
   * @param givesUp asked each second in which nothing comes
   */
  PipeEnd(
      Members members,
      Object connection,
      Class<?> listener,
      byte[] head,
      @Nullable Spool body,
      BooleanSupplier givesUp) {
    this.members = members;
    this.connection = connection;
    this.givesUp = givesUp;
    this.body = body;
    out = ByteBuffer.wrap(head);
    in.flip();
    source = members.result(connection, "getSourceChannel");
    sink = members.result(connection, "getSinkChannel");
    members.call(source, "setReadListener", Callback.of(listener, at -> wake("suspendReads", at)));
    members.call(sink, "setWriteListener", Callback.of(listener, at -> wake("suspendWrites", at)));
  }

  private @Nullable Object wake(String suspend, Object channel) {
    members.call(channel, suspend);
    synchronized (this) {
      ready = true;
      notifyAll();
    }
    return null;
  }

  @Override
  public int read() throws IOException {
    return in.hasRemaining() || fill() ? in.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0 && !in.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, in.remaining());
    in.get(bytes, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    while (true) {
      interrupted |= Thread.interrupted();
      synchronized (this) {
        ready = false;
      }
      boolean sent = send();
      in.clear();
      try {
        int count = move(source, "read", in);
        if (count != 0) {
          return count > 0;
        }
      } catch (IOException e) {
        throw isClosed() ? givenUp() : e;
      } finally {
        in.flip();
      }
      await(sent);
    }
  }

  /** Sends what the server takes now; whether that was all. */
  private boolean send() throws IOException {
    while (out.hasRemaining() || next()) {
      try {
        if (move(sink, "write", out) == 0) {
          return false;
        }
      } catch (IOException e) {
        // The server wants no more of it, and may say why.
        out.position(out.limit());
        closeBody();
      }
    }
    return true;
  }

  private int move(Object channel, String how, ByteBuffer buffer) throws IOException {
    return (Integer) members.result(channel, how, buffer);
  }

  private boolean next() throws IOException {
    if (content == null && body != null) {
      content = body.open();
    }
    if (content == null) {
      return false;
    }
    byte[] part = new byte[SIZE];
    int count = content.read(part);
    if (count <= 0) {
      closeBody();
      return false;
    }
    out = ByteBuffer.wrap(part, 0, count);
    return true;
  }

  private void closeBody() throws IOException {
    body = null;
    if (content != null) {
      content.close();
      content = null;
    }
  }

  private void await(boolean sent) throws IOException {
    members.call(source, "resumeReads");
    if (!sent) {
      members.call(sink, "resumeWrites");
    }
    boolean moved = awaitReady();
    if (isClosed()) {
      throw givenUp();
    }
    if (!moved && givesUp.getAsBoolean()) {
      throw new SocketTimeoutException("nothing has come");
    }
  }

  private synchronized boolean awaitReady() {
    long deadline = System.nanoTime() + LOOK_NANOS;
    for (long left = LOOK_NANOS; !ready && !closed && left > 0; ) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    return ready;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static IOException givenUp() {
    return new IOException("the request was given up");
  }

  /** As a client that leaves; the thread that reads does not wait any longer. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    members.call(connection, "close");
  }

  /** To be called last, by the thread that has read: it gets its interrupt back. */
  void end() throws IOException {
    close();
    closeBody();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
