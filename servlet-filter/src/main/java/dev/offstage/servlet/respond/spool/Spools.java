package dev.offstage.servlet.respond.spool;

import dev.offstage.internal.text.Log;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where bodies and responses of one webapp are kept: the small ones in memory, up to a limit for
 * all together; the others in files that only the JVM's user can read, up to another one.
 * Thread-safe.
 */
public final class Spools {
  private final @Nullable Path folder;
  private final Budget memory;
  private final Budget disk;
  private final Set<Path> files = ConcurrentHashMap.newKeySet();

  /**
   * Makes them.
   *
   * @param folder where files are created; null for the JVM's own temporary folder
   */
  public Spools(@Nullable Path folder, long memory, long disk) {
    this.folder = folder;
    this.memory = new Budget(memory);
    this.disk = new Budget(disk);
  }

  /** Those of a JVM that was killed; nobody else creates files in the folder of a webapp. */
  public void deleteLeftovers() {
    if (folder == null) {
      return;
    }
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "offstage-*.tmp")) {
      for (Path file : leftovers) {
        if (Files.getLastModifiedTime(file).toMillis() < started) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      Log.warn("offstage: temporary files of an earlier run may be left in " + folder, e);
    }
  }

  /** What may be taken, and is given back later. */
  static final class Budget {
    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    Budget(long limit) {
      this.limit = limit;
    }

    boolean take(long bytes) {
      if (taken.addAndGet(bytes) <= limit) {
        return true;
      }
      taken.addAndGet(-bytes);
      return false;
    }

    void giveBack(long bytes) {
      taken.addAndGet(-bytes);
    }

    long taken() {
      return taken.get();
    }
  }

  /** Something to write to, which takes at most this many bytes. */
  public Spool open(long limit) {
    return new Spool(this, limit);
  }

  Budget memory() {
    return memory;
  }

  Budget disk() {
    return disk;
  }

  Path newFile() throws IOException {
    Path file =
        folder == null
            ? Files.createTempFile("offstage-", ".tmp")
            : Files.createTempFile(folder, "offstage-", ".tmp");
    files.add(file);
    return file;
  }

  void delete(Path file) throws IOException {
    files.remove(file);
    Files.deleteIfExists(file);
  }

  int files() {
    return files.size();
  }
}
