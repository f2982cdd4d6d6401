package dev.offstage.servlet.snapshot;

import dev.offstage.internal.text.Log;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body or a part: up to 64 KiB in memory, more in a file that only the JVM's user
 * can read. Freed when the last of those that {@linkplain #share() share} it has closed it.
 * Thread-safe.
 */
final class SnapshotContent {
  private static final int IN_MEMORY = 64 * 1024;

  private final byte[] memory;
  private final @Nullable Path file;
  private final long size;
  private final @Nullable IOException brokenOff;
  private final List<InputStream> opened = new ArrayList<>(1);
  private int users = 1;

  private SnapshotContent(
      byte[] memory, @Nullable Path file, long size, @Nullable IOException brokenOff) {
    this.memory = memory;
    this.file = file;
    this.size = size;
    this.brokenOff = brokenOff;
  }

  /**
   * Reads to the end. If that breaks off, the content is what came before, and its reader gets the
   * exception at the same place: the source cannot be read twice.
   *
   * @param length how much there is
   * @param folder where a file may be created; null for the JVM's own temporary folder
   * @throws IOException if there is no room for it; nothing has been read then
   */
  static SnapshotContent read(Source source, long length, @Nullable Path folder)
      throws IOException {
    return length <= IN_MEMORY
        ? inMemory(source.open(), (int) length)
        : inFile(source, length, folder);
  }

  /** Opened only once there is room for what it contains. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  private static SnapshotContent inMemory(InputStream in, int length) {
    byte[] bytes = new byte[length];
    int size = 0;
    IOException brokenOff = null;
    try {
      int n;
      while (size < length && (n = in.read(bytes, size, length - size)) >= 0) {
        size += n;
      }
      checkEnd(in, size, length);
    } catch (IOException | RuntimeException e) {
      brokenOff = brokenOff(e);
    }
    return new SnapshotContent(bytes, null, size, brokenOff);
  }

  private static SnapshotContent inFile(Source source, long length, @Nullable Path folder)
      throws IOException {
    Path file = newFile(folder);
    boolean read = false;
    // Not a channel: that is closed when the thread is interrupted.
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] buffer = new byte[IN_MEMORY];
      // Takes the space first: a full disk must show before anything has been read.
      for (long left = length; left > 0; left -= buffer.length) {
        out.write(buffer, 0, atMost(left));
      }
      out.seek(0);
      InputStream in = source.open();
      IOException brokenOff = null;
      long size = 0;
      try {
        int n;
        while (size < length && (n = in.read(buffer, 0, atMost(length - size))) >= 0) {
          out.write(buffer, 0, n);
          size += n;
        }
        checkEnd(in, size, length);
      } catch (IOException | RuntimeException e) {
        brokenOff = brokenOff(e);
      }
      out.setLength(size);
      read = true;
      return new SnapshotContent(new byte[0], file, size, brokenOff);
    } finally {
      if (!read) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A wrapper that decompresses may give more than was declared: never cut that off silently. */
  private static void checkEnd(InputStream in, long size, long length) throws IOException {
    if (size == length && in.read() >= 0) {
      throw new IOException("it is longer than the declared " + length + " bytes");
    }
  }

  private static int atMost(long left) {
    return (int) Math.min(left, IN_MEMORY);
  }

  private static Path newFile(@Nullable Path folder) throws IOException {
    return folder == null
        ? Files.createTempFile("offstage-", ".tmp")
        : Files.createTempFile(folder, "offstage-", ".tmp");
  }

  private static IOException brokenOff(Exception cause) {
    return new IOException("the body broke off: " + cause.getMessage(), cause);
  }

  long size() {
    return size;
  }

  /** Not null if the source broke off. */
  @Nullable IOException brokenOff() {
    return brokenOff;
  }

  /**
   * A new stream from the beginning.
   *
   * @throws IOException if it has been closed
   */
  synchronized InputStream open() throws IOException {
    if (users == 0) {
      throw new IOException("the snapshot is closed: the task has ended");
    }
    InputStream in =
        file == null
            ? new ByteArrayInputStream(memory, 0, (int) size)
            : new FileInputStream(file.toFile());
    if (file != null) {
      opened.add(in);
    }
    return brokenOff == null ? in : new SequenceInputStream(in, throwing(brokenOff));
  }

  private static InputStream throwing(IOException brokenOff) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException(brokenOff.getMessage(), brokenOff);
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return read();
      }
    };
  }

  /** Adds one that must close it; false if it has been freed already. */
  synchronized boolean share() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  /** Removes one; the last one closes all streams and deletes the file. */
  synchronized void close() {
    if (--users > 0 || file == null) {
      return;
    }
    for (InputStream in : opened) {
      quietly(in::close);
    }
    quietly(() -> Files.deleteIfExists(file));
  }

  /** A failure here only leaves a file in the temporary folder. */
  private static void quietly(Closing closing) {
    try {
      closing.run();
    } catch (IOException e) {
      Log.warn("offstage: a temporary file is left behind", e);
    }
  }

  /** Closes or deletes. */
  @FunctionalInterface
  private interface Closing {
    void run() throws IOException;
  }
}
