package dev.offstage.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Unpacks what a worker needs of a WAR: classes, libraries and {@code web.xml}. */
final class WarFile {
  static final long MOST_BYTES = 4L << 30;
  static final int MOST_FILES = 200_000;

  private final Path war;
  private final Path folder;
  private final long mostBytes;
  private final int mostFiles;
  private long bytes;
  private int files;

  /**
   * @param folder where to put it
   * @param mostBytes how large all files may be together
   */
  WarFile(Path war, Path folder, long mostBytes, int mostFiles) {
    this.war = war;
    this.folder = folder.toAbsolutePath().normalize();
    this.mostBytes = mostBytes;
    this.mostFiles = mostFiles;
  }

  /**
   * Does it.
   *
   * @throws WorkerException if it is no WAR, is too large, or wants to write elsewhere
   */
  void unpack() throws IOException, WorkerException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && isNeeded(entry.getName())) {
          unpack(zip, entry);
        }
      }
    } catch (ZipException e) {
      throw new WorkerException("--war " + war + " is no zip file: " + e.getMessage(), e);
    }
  }

  private static boolean isNeeded(String name) {
    return name.equals("WEB-INF/web.xml")
        || name.startsWith("WEB-INF/classes/")
        || (name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"));
  }

  private void unpack(ZipFile zip, ZipEntry entry) throws IOException, WorkerException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder.resolve("WEB-INF"))) {
      throw new WorkerException(
          "--war " + war + " has a file that is none of its own: " + entry.getName());
    }
    if (++files > mostFiles) {
      throw new WorkerException("--war " + war + " has more than " + mostFiles + " files");
    }
    Files.createDirectories(file.getParent());
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes > mostBytes) {
          throw new WorkerException(
              "--war " + war + " is larger than " + mostBytes + " bytes when it is unpacked");
        }
        out.write(buffer, 0, read);
      }
    }
  }
}
