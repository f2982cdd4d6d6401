package dev.offstage.servlet.snapshot;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The copies of all parts of a request, or the reason why it has none. Thread-safe. */
final class SnapshotParts {
  private final List<SnapshotPart> parts = new ArrayList<>();
  private final @Nullable String whyNone;
  private boolean closed;

  private SnapshotParts(@Nullable String whyNone) {
    this.whyNone = whyNone;
  }

  static SnapshotParts none(String why) {
    return new SnapshotParts(why);
  }

  /** Copies them: the container may move or delete its own when the request is over. */
  static SnapshotParts copy(HttpServletRequest request, @Nullable Path folder) throws IOException {
    Collection<Part> originals;
    try {
      originals = request.getParts();
    } catch (IOException | ServletException | RuntimeException e) {
      // The servlet has no multipart-config, so the body is read as it is. Containers say so in
      // different ways; if the form is broken, they say the same to whoever asks again.
      return none("getParts() threw " + e);
    }
    SnapshotParts copies = new SnapshotParts(null);
    boolean all = false;
    try {
      for (Part original : originals) {
        copies.parts.add(new SnapshotPart(original, folder));
      }
      all = true;
    } finally {
      if (!all) {
        copies.close();
      }
    }
    return copies;
  }

  boolean areThere() {
    return whyNone == null;
  }

  Collection<Part> all() throws ServletException {
    if (whyNone != null) {
      throw new ServletException(whyNone);
    }
    return Collections.unmodifiableCollection(parts);
  }

  synchronized void close() {
    if (!closed) {
      parts.forEach(SnapshotPart::close);
    }
    closed = true;
  }
}
