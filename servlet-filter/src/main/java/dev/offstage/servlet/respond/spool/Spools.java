package dev.offstage.servlet.respond.spool;

import dev.offstage.internal.text.Log;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where bodies and responses of one webapp are kept: the small ones in memory, up to a limit for
 * all together; the others in files that only the JVM's user can read, up to another one. Each
 * client has a share of both. Thread-safe.
 */
public final class Spools {
  private final @Nullable Path folder;
  private final Budget memory;
  private final Budget disk;
  private volatile Reclaim reclaim = (client, itsOwn) -> false;
  private final Set<Path> files = ConcurrentHashMap.newKeySet();

  /**
   * Makes them.
   *
   * @param folder where files are created; null for the JVM's own temporary folder
   * @param share how much of both one client may have, in percent
   */
  public Spools(@Nullable Path folder, long memory, long disk, int share) {
    this.folder = folder;
    this.memory = new Budget(memory, part(memory, share));
    this.disk = new Budget(disk, part(disk, share));
  }

  /** Why no file can be made there, null for the JVM's own temporary folder; null if one can. */
  public static @Nullable IOException problemWith(@Nullable Path folder) {
    Spools spools = new Spools(folder, 0, 0, 0);
    try {
      spools.delete(spools.newFile());
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** The same; says in the log what it means that none can. */
  public static boolean canKeepIn(@Nullable File folder) {
    IOException problem = problemWith(folder == null ? null : folder.toPath());
    if (problem != null) {
      Log.warn(
          "offstage: the rules of offstage.respond are without effect, and their requests are"
              + " served as before: what has to be kept for clients cannot be written to "
              + (folder == null ? "the JVM's folder for temporary files" : folder)
              + " ("
              + problem
              + "). Let the server's user write there");
    }
    return problem == null;
  }

  private static long part(long all, int percent) {
    return all / 100 * percent + all % 100 * percent / 100;
  }

  /** Who knows what may go when there is no room on the disk. */
  @FunctionalInterface
  public interface Reclaim {
    /**
     * Frees a file.
     *
     * @param client who needs the room
     * @param itsOwn whether it must be one of the client's, which has used up its share
     * @return false if there is none that may go
     */
    boolean freeFor(String client, boolean itsOwn);
  }

  /** Sets what happens when there is no room on the disk; before that nothing does. */
  public void reclaimBy(Reclaim its) {
    reclaim = its;
  }

  boolean takeDisk(String client, long bytes) {
    while (!disk.take(client, bytes)) {
      if (!reclaim.freeFor(client, disk.isPastShare(client, bytes))) {
        return false;
      }
    }
    return true;
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
    } catch (NoSuchFileException e) {
      // A server that makes the folder later, or leaves that to us: Jetty in Spring Boot.
    } catch (IOException | DirectoryIteratorException e) {
      Log.warn("offstage: temporary files of an earlier run may be left in " + folder, e);
    }
  }

  /**
   * Something to write to.
   *
   * @param client whose room it takes
   * @param limit the most bytes that it takes
   */
  public Spool open(String client, long limit) {
    return new Spool(this, client, limit);
  }

  /** How many bytes this client has in files. */
  public long onDisk(String client) {
    return disk.taken(client);
  }

  Budget memory() {
    return memory;
  }

  Budget disk() {
    return disk;
  }

  Path newFile() throws IOException {
    Path file = folder == null ? Files.createTempFile("offstage-", ".tmp") : newFileIn(folder);
    files.add(file);
    return file;
  }

  private static Path newFileIn(Path folder) throws IOException {
    try {
      return Files.createTempFile(folder, "offstage-", ".tmp");
    } catch (NoSuchFileException e) {
      Files.createDirectories(folder);
      return Files.createTempFile(folder, "offstage-", ".tmp");
    }
  }

  void delete(Path file) throws IOException {
    files.remove(file);
    Files.deleteIfExists(file);
  }

  int files() {
    return files.size();
  }
}
