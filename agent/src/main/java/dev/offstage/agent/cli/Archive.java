package dev.offstage.agent.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A WAR, EAR, JAR or folder with one of these inside. Jars in jars are copied out while it is open.
 */
final class Archive implements Closeable {
  private final List<Deployment> deployments = new ArrayList<>();
  private final List<FileSystem> open = new ArrayList<>();
  private final Map<FileSystem, String> names = new HashMap<>();
  private final List<Path> copies = new ArrayList<>();

  private Archive() {}

  static Archive open(String path) throws IOException {
    Path file = Paths.get(path);
    if (!Files.exists(file)) {
      throw new IOException("it does not exist");
    }
    Archive archive = new Archive();
    try {
      Path name = file.toAbsolutePath().normalize().getFileName();
      archive.add(name == null ? path : name.toString(), archive.root(file));
      return archive;
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /** The webapps, modules and shared libraries, each with a class loader of its own. */
  List<Deployment> deployments() {
    return deployments;
  }

  private Path root(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return file;
    }
    Path readable = file;
    if (file.getFileSystem() != FileSystems.getDefault()) {
      // Java 8 cannot open a zip inside a zip.
      readable = Files.createTempFile("offstage-scan", ".jar");
      copies.add(readable);
      Files.copy(file, readable, StandardCopyOption.REPLACE_EXISTING);
    }
    try {
      FileSystem zip =
          FileSystems.newFileSystem(
              URI.create("jar:" + readable.toUri()), Collections.<String, Object>emptyMap());
      open.add(zip);
      names.put(zip, String.valueOf(file.getFileName()));
      return zip.getPath("/");
    } catch (IOException | RuntimeException | InternalError e) {
      // InternalError: what Java 8 throws.
      throw new IOException(file + " is not a zip file", e);
    }
  }

  private void add(String name, Path root) throws IOException {
    List<Path> modules = new ArrayList<>();
    for (Path file : files(root)) {
      String fileName = file.toString();
      if (fileName.endsWith(".war")
          || (fileName.endsWith(".jar")
              && Files.exists(root.resolve("META-INF/application.xml")))) {
        modules.add(file);
      }
    }
    if (modules.isEmpty()) {
      deployments.add(deployment(name, root, Collections.<Path>emptyList()));
      return;
    }
    List<Path> shared = roots(root.resolve("lib"));
    if (!shared.isEmpty()) {
      deployments.add(
          new Deployment(name + "/lib", root, shared, Collections.<Path>emptyList(), names));
    }
    for (Path module : modules) {
      deployments.add(deployment(name + "/" + module.getFileName(), root(module), shared));
    }
  }

  /** A webapp, a jar with its libraries inside, or a plain jar or folder of classes. */
  private Deployment deployment(String name, Path root, List<Path> shared) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String home : new String[] {"WEB-INF", "BOOT-INF"}) {
      if (Files.isDirectory(root.resolve(home + "/classes"))) {
        sources.add(root.resolve(home + "/classes"));
      }
      sources.addAll(roots(root.resolve(home + "/lib")));
    }
    if (!Files.isDirectory(root.resolve("WEB-INF"))) {
      sources.add(root);
    }
    return new Deployment(name, root, sources, shared, names);
  }

  private List<Path> roots(Path libraries) throws IOException {
    List<Path> roots = new ArrayList<>();
    if (Files.isDirectory(libraries)) {
      for (Path file : files(libraries)) {
        if (file.toString().endsWith(".jar")) {
          roots.add(root(file));
        }
      }
    }
    return roots;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileSystem zip : open) {
      zip.close();
    }
    for (Path copy : copies) {
      Files.deleteIfExists(copy);
    }
  }
}
