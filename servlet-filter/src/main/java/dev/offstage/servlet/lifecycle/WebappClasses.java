package dev.offstage.servlet.lifecycle;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The class files that a webapp brings along. */
final class WebappClasses {
  private static final String CLASSES = "/WEB-INF/classes/";
  private static final String LIBRARIES = "/WEB-INF/lib/";
  private static final String SUFFIX = ".class";

  private WebappClasses() {}

  /** The names of all classes in the webapp's folder and jars. */
  static List<String> names(ServletContext context) throws IOException {
    List<String> names = new ArrayList<>();
    first(
        context,
        CLASSES,
        path -> {
          add(names, path.substring(CLASSES.length()));
          return false;
        });
    Set<String> jars = context.getResourcePaths(LIBRARIES);
    if (jars != null) {
      for (String jar : jars) {
        if (jar.endsWith(".jar") && !Thread.currentThread().isInterrupted()) {
          addNamesIn(context, jar, names);
        }
      }
    }
    return names;
  }

  private static void addNamesIn(ServletContext context, String jar, List<String> names)
      throws IOException {
    try (InputStream in = context.getResourceAsStream(jar)) {
      if (in == null) {
        return;
      }
      ZipInputStream zip = new ZipInputStream(in);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        add(names, entry.getName());
      }
    }
  }

  private static void add(List<String> names, String path) {
    if (path.endsWith(SUFFIX) && !path.startsWith("META-INF/")) {
      names.add(path.substring(0, path.length() - SUFFIX.length()).replace('/', '.'));
    }
  }

  /** The first wanted class file in the webapp's folder. */
  static @Nullable String first(ServletContext context, Predicate<String> wanted) {
    String path = first(context, CLASSES, wanted);
    return path == null ? null : path.substring(CLASSES.length());
  }

  private static @Nullable String first(
      ServletContext context, String folder, Predicate<String> wanted) {
    Set<String> paths = context.getResourcePaths(folder);
    if (paths == null) {
      return null;
    }
    for (String path : paths) {
      if (Thread.currentThread().isInterrupted()) {
        return null;
      }
      if (path.endsWith("/")) {
        String found = first(context, path, wanted);
        if (found != null) {
          return found;
        }
      } else if (path.endsWith(SUFFIX) && wanted.test(path)) {
        return path;
      }
    }
    return null;
  }
}
