package dev.offstage.worker;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A webapp's classes and settings. Closing it deletes what was unpacked of it. */
final class Webapp implements Closeable {
  final String name;
  final Map<String, String> settings;
  final WebappLoader loader;
  private final @Nullable Path unpacked;

  private Webapp(
      String name, Map<String, String> settings, WebappLoader loader, @Nullable Path unpacked) {
    this.name = name;
    this.settings = settings;
    this.loader = loader;
    this.unpacked = unpacked;
  }

  /**
   * Opens it.
   *
   * @param war a file, or the folder that one was unpacked into
   * @param libraries jars and folders of jars that the webapp finds in its server
   * @throws WorkerException if it is none, or lacks Offstage's jars
   */
  static Webapp open(Path war, List<Path> libraries) throws IOException, WorkerException {
    if (!Files.exists(war)) {
      throw new WorkerException("--war " + war + " is not there");
    }
    Path unpacked = Files.isDirectory(war) ? null : Files.createTempDirectory("offstage-worker-");
    Webapp webapp = null;
    try {
      if (unpacked != null) {
        new WarFile(war, unpacked, WarFile.MOST_BYTES, WarFile.MOST_FILES).unpack();
      }
      webapp = open(war, unpacked == null ? war : unpacked, unpacked, libraries);
      return webapp;
    } finally {
      if (webapp == null && unpacked != null) {
        delete(unpacked);
      }
    }
  }

  private static Webapp open(Path war, Path root, @Nullable Path unpacked, List<Path> libraries)
      throws IOException, WorkerException {
    Path info = root.resolve("WEB-INF");
    Map<String, String> settings = WebXml.contextParams(info.resolve("web.xml"));
    List<URL> urls = new ArrayList<>();
    urls.add(info.resolve("classes").toUri().toURL());
    addJars(urls, info.resolve("lib"));
    for (Path library : libraries) {
      if (Files.isDirectory(library)) {
        addJars(urls, library);
      } else if (Files.exists(library)) {
        urls.add(library.toUri().toURL());
      } else {
        throw new WorkerException("--lib " + library + " is not there");
      }
    }
    // What is on the worker's own class path is seen, too; that is only its jar, unless asked for.
    ClassLoader own = Webapp.class.getClassLoader();
    WebappLoader loader = new WebappLoader(urls.toArray(new URL[0]), own);
    return new Webapp(nameOf(war), settings, loader, unpacked);
  }

  private static void addJars(List<URL> urls, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    }
    // The order of a folder is another one on each machine.
    Collections.sort(jars);
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
  }

  /** As a server's: the name of the file. */
  private static String nameOf(Path war) {
    Path file = war.toAbsolutePath().normalize().getFileName();
    String name = file == null ? "" : file.toString().replaceFirst("\\.war$", "");
    String allowed = name.replaceAll("[^A-Za-z0-9._-]", "-");
    return allowed.isEmpty() ? "root" : allowed;
  }

  @Override
  public void close() throws IOException {
    loader.close();
    if (unpacked != null) {
      try {
        delete(unpacked);
      } catch (IOException e) {
        // Such as on Windows, where somebody has a jar open: no reason to say that it has failed.
        System.err.println("offstage-worker: " + unpacked + " stays, since " + e);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
