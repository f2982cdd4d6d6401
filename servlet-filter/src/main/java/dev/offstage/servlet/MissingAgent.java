package dev.offstage.servlet;

import dev.offstage.internal.Log;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says so when a webapp marks methods that nobody redirects, instead of keeping quiet. */
final class MissingAgent {
  private static final String ANNOTATION = "Ldev/offstage/Background;";

  private MissingAgent() {}

  /** Looks at the webapp's own classes until it finds a marked one; off the way of the start. */
  static void warnIfNeeded(ServletContext context) {
    String marked = findMarked(context, "/WEB-INF/classes/");
    if (marked != null) {
      Log.warn(
          "offstage: "
              + marked
              + " has @Background methods, but no agent is attached: they run as they are written."
              + " Add -javaagent:/path/to/offstage-agent.jar to the server's JVM options");
    }
  }

  private static @Nullable String findMarked(ServletContext context, String folder) {
    Set<String> paths = context.getResourcePaths(folder);
    if (paths == null) {
      return null;
    }
    for (String path : paths) {
      if (Thread.currentThread().isInterrupted()) {
        return null;
      }
      String marked = null;
      if (path.endsWith("/")) {
        marked = findMarked(context, path);
      } else if (path.endsWith(".class") && isMarked(context, path)) {
        marked = path.substring("/WEB-INF/classes/".length());
      }
      if (marked != null) {
        return marked;
      }
    }
    return null;
  }

  private static boolean isMarked(ServletContext context, String path) {
    try (InputStream in = context.getResourceAsStream(path)) {
      if (in == null) {
        return false;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
      }
      return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1).contains(ANNOTATION);
    } catch (IOException e) {
      return false;
    }
  }
}
