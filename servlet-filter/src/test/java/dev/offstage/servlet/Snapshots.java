package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes snapshots in requests and gives them out when those requests are over. */
final class Snapshots {
  /** The bounds of the multipart bodies here. */
  static final String MULTIPART = "Content-Type: multipart/form-data; boundary=XX";

  private final BlockingQueue<RequestSnapshot> taken = new LinkedBlockingQueue<>();

  /** What a servlet calls. */
  void take(HttpServletRequest request) {
    taken.add(RequestSnapshot.of(request));
  }

  RequestSnapshot next() throws InterruptedException {
    RequestSnapshot next = taken.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request has come");
    }
    return next;
  }

  static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  /** Our files in a folder. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.getFileName().toString().startsWith("offstage-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void awaitNoFiles(Path folder) {
    await().until(() -> files(folder).isEmpty());
  }
}
