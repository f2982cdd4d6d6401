package dev.offstage.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the tests in a JVM of its own, where nothing is loaded and nothing has failed. */
public final class OtherJvm {
  private static final int MOST_SECONDS = 55;

  private OtherJvm() {}

  /**
   * Runs it on the same JDK, for less than a minute.
   *
   * @param options of the JVM
   * @return what it has printed, to both streams
   */
  public static String run(List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    File output = File.createTempFile("offstage", ".txt");
    try {
      List<String> command = new ArrayList<>();
      command.add(Jdks.java(new File(System.getProperty("java.home"))));
      command.addAll(options);
      Collections.addAll(command, "-cp", System.getProperty("java.class.path"));
      command.add(program.getName());
      Collections.addAll(command, arguments);
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      try {
        process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      } finally {
        process.destroyForcibly();
      }
      return new String(Files.readAllBytes(output.toPath()), StandardCharsets.UTF_8);
    } finally {
      Files.delete(output.toPath());
    }
  }
}
