package dev.offstage.agent;

import java.io.File;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Which jar the agent's classes come from, as it was when they were loaded. Immutable. */
final class OwnJar {
  private static final @Nullable String IDENTITY = find();

  private OwnJar() {}

  private static @Nullable String find() {
    try {
      CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
      File jar = source == null ? null : new File(source.getLocation().toURI());
      return jar == null || !jar.isFile() ? null : identity(jar);
    } catch (Exception e) {
      // Then it is not known whether another one is newer.
      return null;
    }
  }

  /** Makes sure that it is known, before anybody can put another file in its place. */
  static void remember() {
    // Done when this class is loaded.
  }

  /** Whether a jar is certainly another one, or another one by now. */
  static boolean isOther(File jar) {
    return IDENTITY != null && jar.isFile() && !IDENTITY.equals(identity(jar));
  }

  private static String identity(File jar) {
    return jar.getAbsolutePath() + " " + jar.length() + " " + jar.lastModified();
  }
}
