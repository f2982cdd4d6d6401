package dev.offstage.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A process and what it says, both streams in one. */
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Process process;
  private final Thread reader;

  /**
   * @param environment what is added to the environment of the tests
   */
  Running(List<String> command, Map<String, String> environment, Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    process = builder.start();
    reader = new Thread(this::read, "program-log");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      in.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("the log ends: " + e);
    }
  }

  List<String> lines() {
    return lines;
  }

  /** How many lines have this text. */
  long count(String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  /** What follows this text in the first line that has it, as soon as that is there. */
  String await(String part) {
    await(part, 1);
    String line = lines.stream().filter(it -> it.contains(part)).findFirst().orElseThrow();
    return line.substring(line.indexOf(part) + part.length());
  }

  void await(String part, int times) {
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(process.isAlive()).as("%s", lines).isTrue())
        .untilAsserted(() -> assertThat(count(part)).as("%s", lines).isGreaterThanOrEqualTo(times));
  }

  /** As {@code kill PID}; {@link Process#destroy} would also stop listening to it. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end and its last word. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%s", lines).isTrue();
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
