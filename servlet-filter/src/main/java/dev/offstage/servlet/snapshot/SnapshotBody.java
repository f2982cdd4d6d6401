package dev.offstage.servlet.snapshot;

import jakarta.servlet.ServletInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a snapshot: one stream or one reader, as with ServletRequest.getReader() of the
 * Servlet specification. Thread-safe, except for the stream or reader itself.
 */
final class SnapshotBody {
  private final @Nullable SnapshotContent content;
  private final @Nullable String readAs;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private boolean closed;

  private SnapshotBody(@Nullable SnapshotContent content, @Nullable String readAs) {
    this.content = content;
    this.readAs = readAs;
  }

  /** One that closes this content. */
  static SnapshotBody of(SnapshotContent content) {
    return new SnapshotBody(content, null);
  }

  static SnapshotBody empty() {
    return new SnapshotBody(null, null);
  }

  /** The container has read it, and offers it in another form. */
  static SnapshotBody readAs(String method) {
    return new SnapshotBody(null, method);
  }

  /** The same body from the beginning, for another snapshot. */
  SnapshotBody share() throws NotCopiedException {
    if (content != null && !content.share()) {
      throw new NotCopiedException("the snapshot that has the body is closed");
    }
    return new SnapshotBody(content, readAs);
  }

  synchronized ServletInputStream stream() throws IOException {
    if (reader != null) {
      throw new IllegalStateException("getReader() has been called for this request");
    }
    if (stream == null) {
      stream = open("getInputStream");
    }
    return stream;
  }

  synchronized BufferedReader reader(@Nullable String encoding, @Nullable String contentType)
      throws IOException {
    if (reader == null && stream != null) {
      throw new IllegalStateException("getInputStream() has been called for this request");
    }
    if (reader == null) {
      String charset = encoding == null ? defaultCharset(contentType) : encoding;
      // The charset first: after a wrong one the stream must still be available.
      new InputStreamReader(new ByteArrayInputStream(new byte[0]), charset).close();
      reader = new BufferedReader(new InputStreamReader(open("getReader"), charset));
    }
    return reader;
  }

  /** Section 3.12 of the specification says ISO-8859-1; RFC 8259 says that JSON is UTF-8. */
  private static String defaultCharset(@Nullable String contentType) {
    boolean json = contentType != null && contentType.toLowerCase(Locale.ROOT).contains("json");
    return (json ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1).name();
  }

  private ServletInputStream open(String method) throws IOException {
    if (readAs != null) {
      throw new UnsupportedOperationException(
          "not available in a task: "
              + method
              + "; the body was read to take the snapshot. Use "
              + readAs);
    }
    return new SnapshotStream(
        content == null ? new ByteArrayInputStream(new byte[0]) : content.open());
  }

  synchronized void close() {
    if (content != null && !closed) {
      content.close();
    }
    closed = true;
  }
}
