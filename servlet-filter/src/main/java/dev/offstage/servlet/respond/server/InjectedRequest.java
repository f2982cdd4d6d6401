package dev.offstage.servlet.respond.server;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a webapp may have the server's own request injected: one of its classes names both a
 * request and what CDI injects by, looks up by or observes with. Read from the class files, since
 * no class may be loaded before its time. Libraries outside of the webapp are not seen.
 */
final class InjectedRequest {
  private static final String[] REQUESTS = {
    "servlet/http/HttpServletRequest", "servlet/ServletRequest"
  };
  private static final String[] INJECTION = {
    "/inject/Inject;", "/enterprise/inject/", "/enterprise/event/Observes"
  };
  private static final String CLASSES = "/WEB-INF/classes/";
  private static final String LIBRARIES = "/WEB-INF/lib/";

  private final ServletContext context;

  private InjectedRequest(ServletContext context) {
    this.context = context;
  }

  /**
   * The first such class, or library with one; null if there is none.
   *
   * @throws IOException if a class file cannot be read
   */
  static @Nullable String in(ServletContext context) throws IOException {
    InjectedRequest search = new InjectedRequest(context);
    String found = search.inFolder(CLASSES);
    return found == null ? search.inLibraries() : found;
  }

  private @Nullable String inFolder(String folder) throws IOException {
    Set<String> paths = context.getResourcePaths(folder);
    if (paths == null) {
      return null;
    }
    for (String path : paths) {
      String found = path.endsWith("/") ? inFolder(path) : inFile(path);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String inFile(String path) throws IOException {
    if (!path.endsWith(".class")) {
      return null;
    }
    try (InputStream in = context.getResourceAsStream(path)) {
      return in != null && namesBoth(in) ? path.substring(CLASSES.length()) : null;
    }
  }

  private @Nullable String inLibraries() throws IOException {
    Set<String> jars = context.getResourcePaths(LIBRARIES);
    if (jars == null) {
      return null;
    }
    for (String jar : jars) {
      if (!jar.endsWith(".jar")) {
        continue;
      }
      try (InputStream in = context.getResourceAsStream(jar)) {
        String found = in == null ? null : inJar(new ZipInputStream(in));
        if (found != null) {
          return found + " in " + jar.substring(LIBRARIES.length());
        }
      }
    }
    return null;
  }

  private static @Nullable String inJar(ZipInputStream jar) throws IOException {
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      String name = entry.getName();
      if (name.endsWith(".class") && !isOfImplementation(name) && namesBoth(jar)) {
        return name;
      }
    }
    return null;
  }

  /** Those who inject, and this class. */
  private static boolean isOfImplementation(String name) {
    return name.startsWith("org/jboss/weld/")
        || name.startsWith("org/apache/webbeans/")
        // In both halves of the jar; a name with the package would be another one in the other
        // half.
        || name.endsWith("/respond/server/InjectedRequest.class");
  }

  private static boolean namesBoth(InputStream classFile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = classFile.read(buffer); count > 0; count = classFile.read(buffer)) {
      bytes.write(buffer, 0, count);
    }
    String text = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
    return hasOneOf(REQUESTS, text) && hasOneOf(INJECTION, text);
  }

  private static boolean hasOneOf(String[] names, String text) {
    for (String name : names) {
      if (text.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
