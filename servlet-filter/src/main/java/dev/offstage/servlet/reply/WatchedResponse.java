package dev.offstage.servlet.reply;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A response that knows whether its client has gone: an {@link IOException} that comes out of what
 * writes it may as well be one of a file that it reads. For one thread after the other.
 */
public final class WatchedResponse extends HttpServletResponseWrapper {
  private volatile @Nullable IOException failure;
  private @Nullable ServletOutputStream out;
  private @Nullable PrintWriter writer;
  private volatile boolean body;
  private volatile int statusBelow;

  public WatchedResponse(HttpServletResponse response) {
    super(response);
  }

  /** The response itself if it is one. */
  public static WatchedResponse around(HttpServletResponse response) {
    return response instanceof WatchedResponse
        ? (WatchedResponse) response
        : new WatchedResponse(response);
  }

  /** Whether this was thrown because nobody is there to read the response. */
  public boolean isClientGone(Throwable thrown) {
    IOException own = failure;
    int depth = 0;
    for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
      if (t == own || isSaidByServer(t)) {
        return true;
      }
    }
    return false;
  }

  /** For code that has kept the response itself, and writes past this. */
  private static boolean isSaidByServer(Throwable thrown) {
    String type = thrown.getClass().getSimpleName();
    String message = String.valueOf(thrown.getMessage());
    return thrown instanceof IOException
        && (type.equals("ClientAbortException")
            || type.equals("EofException")
            || message.contains("Broken pipe")
            || message.contains("Connection reset"));
  }

  private IOException failed(IOException e) {
    failure = e;
    return e;
  }

  /** Whether anything was written into its body. */
  public boolean hasBody() {
    return body;
  }

  /** Nobody but filters will do anything to it any more. */
  void isWritten() {
    statusBelow = status();
  }

  /** Whether a filter has made something else of it since, such as a 304. */
  boolean isReplaced() {
    return statusBelow != 0 && statusBelow != status();
  }

  private int status() {
    return ((HttpServletResponse) Layers.bottom(this)).getStatus();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream known = out;
    if (known == null) {
      known = new Watched(super.getOutputStream());
      out = known;
    }
    return known;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter known = writer;
    if (known == null) {
      known = new Counting(super.getWriter());
      writer = known;
    }
    return known;
  }

  @Override
  public void flushBuffer() throws IOException {
    try {
      super.flushBuffer();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void reset() {
    super.reset();
    out = null;
    writer = null;
    body = false;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    body = false;
  }

  /** Tells nobody that the client has gone: a {@link PrintWriter} never throws. */
  private final class Counting extends PrintWriter {
    Counting(PrintWriter to) {
      super(to);
    }

    @Override
    public void write(int c) {
      body = true;
      super.write(c);
    }

    @Override
    public void write(char[] text, int offset, int length) {
      body |= length > 0;
      super.write(text, offset, length);
    }

    @Override
    public void write(String text, int offset, int length) {
      body |= length > 0;
      super.write(text, offset, length);
    }
  }

  private final class Watched extends ServletOutputStream {
    private final ServletOutputStream to;

    Watched(ServletOutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      body = true;
      try {
        to.write(b);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      body |= length > 0;
      try {
        to.write(bytes, offset, length);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        to.flush();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        to.close();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public boolean isReady() {
      return to.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      to.setWriteListener(listener);
    }
  }
}
