package dev.offstage.agent.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/** What one class loader of a server will see: the classes of a webapp with its jars, say. */
final class Deployment {
  private static final String SUFFIX = ".class";

  private final String name;
  private final Path root;
  private final List<Path> sources;
  private final List<Path> shared;
  private final Map<FileSystem, String> jarNames;

  /**
   * @param sources folders with the classes that it brings along; the first one wins
   * @param shared folders with the other classes that it sees
   * @param jarNames the names of the jars that are open
   */
  Deployment(
      String name,
      Path root,
      List<Path> sources,
      List<Path> shared,
      Map<FileSystem, String> jarNames) {
    this.name = name;
    this.root = root;
    this.sources = sources;
    this.shared = shared;
    this.jarNames = jarNames;
  }

  String name() {
    return name;
  }

  /** Whether a server makes a webapp of it, rather than a library. */
  boolean isWebapp() {
    return Files.isDirectory(root.resolve("WEB-INF"));
  }

  /** The folder that it is in. */
  Path root() {
    return root;
  }

  /** The folders with the classes that it brings along; the first one wins. */
  List<Path> sources() {
    return sources;
  }

  /** A file of it, or null. */
  @Nullable Path file(String path) {
    Path file = root.resolve(path);
    return Files.isRegularFile(file) ? file : null;
  }

  /** The names of its classes; some of them twice if several jars have the class. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path source : sources) {
      try (Stream<Path> files = Files.walk(source)) {
        files
            .map(file -> source.relativize(file).toString().replace('\\', '/'))
            .filter(path -> path.endsWith(SUFFIX) && !path.startsWith("META-INF/"))
            .filter(path -> !path.startsWith("WEB-INF/") && !path.startsWith("BOOT-INF/"))
            .filter(path -> !path.endsWith("module-info.class"))
            .forEach(
                path ->
                    names.add(
                        path.substring(0, path.length() - SUFFIX.length()).replace('/', '.')));
      }
    }
    return names;
  }

  /** The class file. */
  byte[] read(String type) throws IOException {
    Path file = find(sources, type);
    if (file == null) {
      throw new IOException("there is no class " + type);
    }
    return Files.readAllBytes(file);
  }

  boolean seesOffstage() {
    return !placesOf("dev.offstage.internal.agent.AgentBridgeV1").isEmpty();
  }

  /** The jars and folders that have a class, of what it brings along and of what else it sees. */
  List<String> placesOf(String type) {
    List<Path> all = new ArrayList<>(sources);
    all.addAll(shared);
    return all.stream()
        .filter(folder -> find(Collections.singletonList(folder), type) != null)
        .map(
            folder ->
                folder.getParent() == null
                    ? jarNames.getOrDefault(folder.getFileSystem(), name)
                    : root.relativize(folder).toString())
        .collect(Collectors.toList());
  }

  private static @Nullable Path find(List<Path> folders, String type) {
    for (Path folder : folders) {
      Path file = folder.resolve(type.replace('.', '/') + SUFFIX);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  /** Where to find the types that its classes refer to: in itself, what is shared, and the JDK. */
  ClassFileLocator surroundings() {
    return new ClassFileLocator.Compound(
        new ClassFileLocator() {
          @Override
          public Resolution locate(String type) throws IOException {
            Path file = find(sources, type);
            if (file == null) {
              file = find(shared, type);
            }
            return file == null
                ? new Resolution.Illegal(type)
                : new Resolution.Explicit(Files.readAllBytes(file));
          }

          @Override
          public void close() {}
        },
        ClassFileLocator.ForClassLoader.ofBootLoader());
  }
}
