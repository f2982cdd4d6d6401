package dev.offstage.servlet.snapshot;

import dev.offstage.servlet.RequestSnapshot;
import dev.offstage.servlet.http.BodyKind;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request for a snapshot, in the form in which the container gives it, or
 * refuses before anything is read.
 */
final class BodyCopier {
  private final HttpServletRequest request;
  private final long limit;
  private final boolean evenIfOnce;
  private final BodyKind kind;
  private final @Nullable ReplayableRequest replayable;

  BodyCopier(HttpServletRequest request, long limit, boolean evenIfOnce) {
    this.request = request;
    this.limit = limit;
    this.evenIfOnce = evenIfOnce;
    kind = BodyKind.of(request);
    replayable = ReplayableRequest.in(request);
  }

  /** Called first: the parameters of a multipart form are among its parts. */
  SnapshotParts parts() throws NotCopiedException, IOException {
    if (kind == BodyKind.FORM) {
      length();
    }
    if (kind != BodyKind.MULTIPART) {
      return SnapshotParts.none("the request is not a multipart form");
    }
    if (isReadToTheEnd()) {
      return SnapshotParts.none("the application has read the form as a stream");
    }
    length();
    return SnapshotParts.copy(request, folder());
  }

  /** Called last: a failure after this would lose what has been read. */
  SnapshotBody body(SnapshotParts parts) throws NotCopiedException, IOException {
    switch (kind) {
      case NONE:
        return SnapshotBody.empty();
      case FORM:
        return SnapshotBody.readAs("getParameter()");
      default:
        return parts.areThere() ? SnapshotBody.readAs("getParts()") : stream();
    }
  }

  private SnapshotBody stream() throws NotCopiedException, IOException {
    if (request instanceof RequestSnapshot) {
      return ((CopiedRequest) ((RequestSnapshot) request).getRequest()).shareBody();
    }
    boolean plain = replayable != null && replayable.isBodyOf(request);
    if (plain && isReadToTheEnd()) {
      return SnapshotBody.empty();
    }
    long length = length();
    if (replayable != null && plain && !replayable.isBegun()) {
      return replayable.take(length, folder());
    }
    if (!evenIfOnce && !isReadToTheEnd()) {
      throw new NotCopiedException(whyNot(plain));
    }
    return SnapshotBody.of(SnapshotContent.read(request::getInputStream, length, folder()));
  }

  private boolean isReadToTheEnd() {
    return replayable != null && replayable.isReadToTheEnd();
  }

  private String whyNot(boolean plain) {
    if (replayable == null) {
      return "the body could not be read a second time, since the request has not come through the"
          + " OffstageFilter";
    }
    return plain
        ? "the application has begun to read the body"
        : "the body comes from a wrapper, " + request.getClass().getName();
  }

  private long length() throws NotCopiedException {
    long length = request.getContentLengthLong();
    if (length < 0) {
      throw new NotCopiedException("the body has no declared length");
    }
    if (length > limit) {
      throw new NotCopiedException(
          "the body has " + length + " bytes, and at most " + limit + " are copied");
    }
    return length;
  }

  private @Nullable Path folder() {
    Object folder = request.getServletContext().getAttribute(ServletContext.TEMPDIR);
    return folder instanceof File ? ((File) folder).toPath() : null;
  }
}
