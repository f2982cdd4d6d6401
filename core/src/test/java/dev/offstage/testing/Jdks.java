package dev.offstage.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/**
 * Finds the JDKs that tests run on: by {@code -Djdk8.home=/path/to/jdk-8} and the like, or else by
 * the script {@code shared/jdks/jdk VERSION} beside the repository, where there is one.
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
    File script = new File(module(), "../../shared/jdks/jdk").getCanonicalFile();
    if (script.canExecute()) {
      return checked(new File(output(script.getPath(), String.valueOf(version))), script.getName());
    }
    throw new TestAbortedException(
        "No JDK "
            + version
            + " to run on: give one with -D"
            + property
            + "=/path/to/jdk-"
            + version);
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

  private static String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
