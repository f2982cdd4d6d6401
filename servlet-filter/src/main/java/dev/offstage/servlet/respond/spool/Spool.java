package dev.offstage.servlet.respond.spool;

import dev.offstage.internal.text.Log;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once and read as often as needed: up to 64 KiB in memory if there is room,
 * more in a file. Thread-safe.
 */
public final class Spool extends OutputStream {
  private static final int IN_MEMORY = 64 * 1024;
  private static final int STEP = 8 * 1024;

  private final Spools spools;
  private final String client;
  private final long limit;
  private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
  private int memoryTaken;
  private long diskTaken;
  private @Nullable Path file;
  private @Nullable OutputStream out;
  private long size;
  private boolean freed;

  Spool(Spools spools, String client, long limit) {
    this.spools = spools;
    this.client = client;
    this.limit = limit;
  }

  /** More was written than is allowed. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
      super("it is larger than the " + limit + " bytes that are allowed");
    }
  }

  /** There is no room for what is to be kept. */
  public static class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** There is none for this client, which has used up its share. */
  public static final class ShareUsedUpException extends NoRoomException {
    private static final long serialVersionUID = 1L;

    ShareUsedUpException() {
      super(
          "its client has used up its share of the disk space for bodies and results (settings"
              + " offstage.respond.disk and offstage.pool.share)",
          null);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (freed) {
      throw new IOException("nobody wants it any more");
    }
    if (size + length > limit) {
      throw new TooLargeException(limit);
    }
    if (memory != null && !fitsInMemory(length)) {
      moveToFile(memory);
    }
    if (memory != null) {
      memory.write(bytes, offset, length);
    } else {
      writeToFile(bytes, offset, length);
    }
    size += length;
  }

  private boolean fitsInMemory(int length) {
    long needed = size + length;
    if (needed > IN_MEMORY) {
      return false;
    }
    while (memoryTaken < needed) {
      if (!spools.memory().take(client, STEP)) {
        return false;
      }
      memoryTaken += STEP;
    }
    return true;
  }

  private void moveToFile(ByteArrayOutputStream from) throws IOException {
    try {
      file = spools.newFile();
      out = new FileOutputStream(file.toFile());
    } catch (IOException e) {
      throw new NoRoomException("no temporary file can be made: " + e, e);
    }
    byte[] bytes = from.toByteArray();
    memory = null;
    giveMemoryBack();
    writeToFile(bytes, 0, bytes.length);
  }

  private void writeToFile(byte[] bytes, int offset, int length) throws IOException {
    if (!spools.takeDisk(client, length)) {
      // What is in the file is given back when this is freed.
      if (spools.disk().isPastShare(client, length)) {
        throw new ShareUsedUpException();
      }
      throw new NoRoomException("the temporary files use up all of offstage.respond.disk", null);
    }
    diskTaken += length;
    try {
      if (out == null) {
        throw new IOException("it is complete");
      }
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new NoRoomException("the temporary file cannot be written: " + e, e);
    }
  }

  private void giveMemoryBack() {
    spools.memory().giveBack(client, memoryTaken);
    memoryTaken = 0;
  }

  /** Nothing more will be written. */
  public synchronized void complete() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }

  /** How much of the disk it takes. */
  public synchronized long onDisk() {
    return diskTaken;
  }

  public synchronized long size() {
    return size;
  }

  /**
   * A new stream from the beginning; to be closed by the caller.
   *
   * @throws IOException if it has been freed
   */
  public synchronized InputStream open() throws IOException {
    if (freed) {
      throw new IOException("it is not kept any more");
    }
    return file == null
        ? new ByteArrayInputStream(memory == null ? new byte[0] : memory.toByteArray())
        : new FileInputStream(file.toFile());
  }

  /** Gives up the memory and the file; open streams can read on if the system lets them. */
  public synchronized void free() {
    if (freed) {
      return;
    }
    freed = true;
    giveMemoryBack();
    memory = null;
    if (file == null) {
      return;
    }
    try {
      complete();
    } catch (IOException e) {
      // It is deleted all the same.
    }
    spools.disk().giveBack(client, diskTaken);
    try {
      spools.delete(file);
    } catch (IOException e) {
      Log.warn("offstage: a temporary file is left behind", e);
    }
  }
}
