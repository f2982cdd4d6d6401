package dev.offstage.servlet.snapshot;

import dev.offstage.internal.request.RequestGuard;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A copy of an uploaded part; the container's own stays where it is. Thread-safe. */
final class SnapshotPart implements Part, RequestGuard.Copy {
  private final String name;
  private final @Nullable String submittedFileName;
  private final @Nullable String contentType;
  private final SnapshotHeaders headers;
  private final SnapshotContent content;

  /**
   * Copies one.
   *
   * @param folder where a file may be created; null for the JVM's own temporary folder
   */
  SnapshotPart(Part part, @Nullable Path folder) throws IOException {
    name = part.getName();
    submittedFileName = part.getSubmittedFileName();
    contentType = part.getContentType();
    headers = new SnapshotHeaders(part.getHeaderNames(), part::getHeaders);
    try (InputStream in = part.getInputStream()) {
      content = SnapshotContent.read(() -> in, part.getSize(), folder);
    }
    if (content.brokenOff() != null) {
      content.close();
      throw content.brokenOff();
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return content.open();
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable String getSubmittedFileName() {
    return submittedFileName;
  }

  @Override
  public long getSize() {
    return content.size();
  }

  /** Copies the content to this file; works any number of times. */
  @Override
  public void write(String fileName) throws IOException {
    Path target = Paths.get(fileName);
    if (!target.isAbsolute()) {
      throw new IOException(
          "not available in a task: write to a relative name, '"
              + fileName
              + "'; use an absolute path, or getInputStream()");
    }
    try (InputStream in = content.open()) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Does nothing: the content is freed with the snapshot. */
  @Override
  public void delete() {}

  @Override
  public @Nullable String getHeader(String headerName) {
    return headers.first(headerName);
  }

  @Override
  public Collection<String> getHeaders(String headerName) {
    return headers.all(headerName);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return headers.names();
  }

  void close() {
    content.close();
  }
}
