package dev.offstage.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opentest4j.TestAbortedException;

/**
 * The JDKs that tests run on: given by {@code -Djdk8.home=/path/to/jdk-8} and the like, or found on
 * this machine.
 */
public final class Jdks {
  private Jdks() {}

  /**
   * The home of a JDK.
   *
   * @throws TestAbortedException if there is none; the message says how to give one
   */
  public static File home(int version) throws IOException, InterruptedException {
    String property = "jdk" + version + ".home";
    String given = System.getProperty(property, "");
    if (!given.isEmpty()) {
      return checked(new File(given), "-D" + property);
    }
    return InstalledJdks.ofThisMachine()
        .find(version)
        .orElseThrow(() -> new TestAbortedException(missing(version)));
  }

  private static String missing(int version) {
    return "needs JDK "
        + version
        + ": install one, or say where it is with JAVA_HOME_"
        + version
        + "=/path/to/it or -Djdk"
        + version
        + ".home=/path/to/it";
  }

  /**
   * Those of these versions that whole suites run on: the oldest and the newest, or all with {@code
   * -Djdks=all}, which {@code -Pall-servers} sets.
   */
  public static IntStream tried(int... versions) {
    return System.getProperty("jdks", "").equals("all")
        ? IntStream.of(versions)
        : IntStream.of(versions[0], versions[versions.length - 1]);
  }

  /** The folder of the Maven module whose tests run. */
  public static File module() {
    return new File(System.getProperty("basedir", "."));
  }

  /** The program that starts a JVM. */
  public static String java(File home) {
    return new File(home, "bin/java").getPath();
  }

  private static File checked(File home, String givenBy) {
    if (!new File(java(home)).canExecute()) {
      throw new IllegalStateException(givenBy + " names " + home + ", which has no bin/java");
    }
    return home;
  }

  /** What a command prints, to both streams. */
  static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String output = reader.lines().collect(Collectors.joining("\n"));
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
      return output;
    }
  }
}
