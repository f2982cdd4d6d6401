package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.server.Members;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What Tomcat reads as the body: the recorded one, or the one that a login has kept meanwhile. */
final class RequestBody implements Closeable {
  private final Members members;
  private final byte[] buffer = new byte[8 * 1024];
  private InputStream in;
  private long left;

  RequestBody(Members members, RecordedRequest request) throws IOException {
    this.members = members;
    in = request.body == null ? new ByteArrayInputStream(new byte[0]) : request.body.open();
    left = request.body == null ? 0 : request.body.size();
  }

  /** At most what an int can say. */
  synchronized int available() {
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  synchronized boolean isRead() {
    return left <= 0;
  }

  /** Puts the next part into what Tomcat has given for it; -1 at the end. */
  synchronized int read(Object target) throws IOException {
    int count = in.read(buffer);
    if (count < 0) {
      left = 0;
      return -1;
    }
    left -= count;
    // A copy: some versions read it after the next part is there.
    byte[] part = Arrays.copyOf(buffer, count);
    if (target.getClass().getSimpleName().equals("ByteChunk")) {
      members.call(target, "setBytes", part, 0, count);
    } else {
      members.call(target, "setByteBuffer", ByteBuffer.wrap(part));
    }
    return count;
  }

  /** The body of the request that a FORM login has kept, and gives back now. */
  synchronized void replaceBy(@Nullable Object chunk) throws IOException {
    if (chunk != null) {
      byte[] kept = Chunks.bytes(members, chunk);
      in.close();
      in = new ByteArrayInputStream(kept);
      left = kept.length;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    in.close();
  }
}
