package dev.offstage.containers;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has made or unpacked; it says where by system properties. */
final class Built {
  private Built() {}

  /** The jar for WEB-INF/lib. */
  static Path offstageJar() {
    return file("offstage");
  }

  static Path agentJar() {
    return file("agent");
  }

  static Path file(String name) {
    Path file = Path.of(System.getProperty("it." + name, "")).normalize();
    if (!Files.exists(file)) {
      throw new IllegalStateException("it." + name + " is '" + file + "', which is not there");
    }
    return file;
  }
}
