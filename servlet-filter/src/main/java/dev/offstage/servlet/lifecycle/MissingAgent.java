package dev.offstage.servlet.lifecycle;

import dev.offstage.internal.text.Log;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Warns when a webapp has methods to redirect but no agent is there to do it. */
final class MissingAgent {
  private static final String ANNOTATION = "Ldev/offstage/Background;";
  private static final String WOVEN_BY_THE_BUILD = "dev/offstage/internal/agent/AgentBridgeV1";
  private static final String WITHOUT_EFFECT =
      ", but no agent is attached: the methods run as written."
          + " Add -javaagent:/path/to/offstage-agent.jar to the server's JVM options";

  private MissingAgent() {}

  /** Searches the webapp's own classes for a marked one; runs off the startup path. */
  static void warnIfNeeded(ServletContext context, boolean hasRules) {
    String marked = hasRules ? null : WebappClasses.first(context, path -> isMarked(context, path));
    if (hasRules) {
      Log.warn("offstage: there are rules in offstage.redirect" + WITHOUT_EFFECT);
    } else if (marked != null) {
      Log.warn("offstage: " + marked + " has @Background methods" + WITHOUT_EFFECT);
    }
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
      String text = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
      return text.contains(ANNOTATION) && !text.contains(WOVEN_BY_THE_BUILD);
    } catch (IOException e) {
      return false;
    }
  }
}
