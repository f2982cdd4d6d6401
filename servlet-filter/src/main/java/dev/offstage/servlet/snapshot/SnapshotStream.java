package dev.offstage.servlet.snapshot;

import dev.offstage.internal.request.RequestGuard;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is all there, as the stream of a request. For one thread, like any stream. */
final class SnapshotStream extends ServletInputStream implements RequestGuard.Copy {
  private final InputStream in;
  private boolean finished;

  SnapshotStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    finished |= b < 0;
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    finished |= n < 0;
    return n;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw Recording.unavailable("setReadListener");
  }
}
