package dev.offstage.agent.advise;

import dev.offstage.agent.weave.ClassFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** Lists the classes and texts of folders and jars. */
public final class Folders {
  /** A page or descriptor that is longer is none. */
  private static final long MOST_BYTES = 1 << 20;

  private static final int MOST_TEXTS = 3000;

  private Folders() {}

  /** Adds the names of all classes below a folder, or in a jar. */
  static void addClasses(File place, ClassFiles files, Collection<String> names)
      throws IOException {
    if (place.isFile()) {
      for (String path : files.paths(place)) {
        addClass(path, names);
      }
    } else if (place.isDirectory()) {
      Path root = place.toPath();
      try (Stream<Path> below = Files.walk(root)) {
        below.forEach(file -> addClass(root.relativize(file).toString(), names));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private static void addClass(String path, Collection<String> names) {
    String name = path.replace('\\', '/');
    if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
      names.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
    }
  }

  /** Adds the descriptors and pages of a webapp: its root is the folder with WEB-INF in it. */
  public static void addTexts(Path root, Map<String, String> texts) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = root.relativize(file).toString().replace('\\', '/');
        if (texts.size() < MOST_TEXTS
            && isText(path)
            && Files.isRegularFile(file)
            && Files.size(file) <= MOST_BYTES) {
          // Whatever its encoding: names of classes and methods are ASCII as a rule.
          texts.put(path, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static boolean isText(String path) {
    return path.matches(".*\\.(xml|jspx?|jspf|tagx?|xhtml|ftl|ftlh|vm)");
  }
}
