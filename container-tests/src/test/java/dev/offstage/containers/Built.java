package dev.offstage.containers;

import java.io.IOException;
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

  /** One of the applications from Maven Central, or a folder of jars that it wants. */
  static Path thirdParty(String name) {
    return file("wars").resolve(name);
  }

  /** The webapp of the usual frameworks, for javax, as a {@link Deployable}. */
  static Path frameworks(Path folder, ServletApi api) throws IOException {
    return Files.copy(file("frameworks"), folder.resolve("frameworks.war"));
  }

  /** A new and empty folder that stays until the next clean build. */
  static Path newFolder(String prefix) throws IOException {
    return Files.createTempDirectory(file("wars"), prefix);
  }

  /** Where servers have their base folders. */
  static Path bases() {
    return Path.of(System.getProperty("it.bases"));
  }

  /** A jar of others, by its artifact's name. */
  static Path jar(String name) {
    return file("jars").resolve(name + ".jar");
  }

  /** The compiled tests, and the programs among them. */
  static Path classes() {
    return file("classes");
  }

  static Path file(String name) {
    Path file = Path.of(System.getProperty("it." + name, "")).normalize();
    if (!Files.exists(file)) {
      throw new IllegalStateException("it." + name + " is '" + file + "', which is not there");
    }
    return file;
  }
}
