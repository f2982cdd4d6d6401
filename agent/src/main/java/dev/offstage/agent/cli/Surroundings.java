package dev.offstage.agent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/**
 * Where another process stands, as far as Linux shows it: whose it is, and whether it sees the same
 * files. Processes in containers, and services with a private /tmp, do not.
 */
final class Surroundings {
  private Surroundings() {}

  /**
   * Why a process is certainly no JVM; null if it is one, or nobody can tell. To be asked before
   * anything is sent to it: the signal by which a JVM begins to listen ends other programs.
   */
  static @Nullable String whyNoJvm(String id) {
    Path process = Paths.get("/proc", id);
    if (!Files.isDirectory(Paths.get("/proc/self"))) {
      return null;
    }
    if (!Files.isDirectory(process)) {
      return "There is no process " + id + "; the command list shows the JVMs";
    }
    try {
      // Of somebody else's process it cannot be read.
      String mapped =
          new String(Files.readAllBytes(process.resolve("maps")), StandardCharsets.ISO_8859_1);
      return mapped.isEmpty() || mapped.contains("/libjvm.so") || mapped.contains("/libj9vm")
          ? null
          : "Process "
              + id
              + " is no JVM but "
              + nameOf(process)
              + ", and nothing was sent to it; the command list shows the JVMs";
    } catch (IOException e) {
      return null;
    }
  }

  private static String nameOf(Path process) throws IOException {
    return new String(Files.readAllBytes(process.resolve("comm")), StandardCharsets.UTF_8).trim();
  }

  /** What probably keeps this command from attaching, as the end of a sentence. */
  static String whyNoAttach(String id) {
    Path process = Paths.get("/proc", id);
    if (Files.isDirectory(Paths.get("/proc/self")) && !Files.isDirectory(process)) {
      return ". There is no such process";
    }
    if (hasOwnTmp(process) && !isSinceJava21()) {
      return ". It has a /tmp of its own (a container, or PrivateTmp of systemd), which only the"
          + " java of JDK 21 or newer reaches; run this command with that";
    }
    String owner = ownerOf(process);
    if (owner != null && !owner.equals(System.getProperty("user.name"))) {
      return ". It belongs to the user "
          + owner
          + "; run this command as "
          + owner
          + " (root can attach, too, but not to a JVM of Java 8)";
    }
    return ". Does it run a JVM, and does it allow attaching (no -XX:+DisableAttachMechanism)?";
  }

  /** Why the process does not see a file of this one; null if it does, or nobody can tell. */
  static @Nullable String whyHidden(String id, File file) {
    Path root = Paths.get("/proc", id, "root");
    Path path = file.getAbsoluteFile().toPath();
    if (!Files.isReadable(root) || Files.exists(root.resolve("." + path))) {
      return null;
    }
    return "Process "
        + id
        + " does not see "
        + path
        + ": it is in a container, or has a /tmp of its own (PrivateTmp of systemd). Copy the jar"
        + " to where both see it under the same path, and run the command from there";
  }

  private static boolean hasOwnTmp(Path process) {
    try {
      return !Files.isSameFile(process.resolve("root/tmp"), Paths.get("/tmp"));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isSinceJava21() {
    String version = System.getProperty("java.specification.version");
    return !version.startsWith("1.") && Integer.parseInt(version) >= 21;
  }

  private static @Nullable String ownerOf(Path process) {
    try {
      return Files.getOwner(process, LinkOption.NOFOLLOW_LINKS).getName();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
