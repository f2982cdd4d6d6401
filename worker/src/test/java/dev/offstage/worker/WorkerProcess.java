package dev.offstage.worker;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built jar, in a process of its own. Closing it kills it. */
final class WorkerProcess implements AutoCloseable {
  private static final long SECONDS = 60;

  private final Process process;
  private final Path output;

  private WorkerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param folder where {@link Mails} write, and where it unpacks its WAR
   * @param name what its tasks call it
   */
  static WorkerProcess start(int jdk, Path folder, String name, String... arguments)
      throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp-" + name));
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(Jdks.home(jdk)));
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-D" + Mails.FOLDER + "=" + folder);
    command.add("-D" + Mails.PROCESS + "=" + name);
    command.add("-jar");
    command.add(new File(Jdks.module(), "target/offstage-worker.jar").getAbsolutePath());
    command.addAll(Arrays.asList(arguments));
    Path output = folder.resolve(name + ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // As for the web nodes.
    builder.environment().put("OFFSTAGE_POOL_MAIL_SERVE", "no");
    return new WorkerProcess(builder.redirectOutput(output.toFile()).start(), output);
  }

  String output() throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(SECONDS, TimeUnit.SECONDS);
  }

  /** As {@code kill}; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it has not ended");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
