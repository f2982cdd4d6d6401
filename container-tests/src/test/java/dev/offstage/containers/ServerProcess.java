package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A process and what it says, both streams in one. */
final class ServerProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  // A shell lets what it starts in the background, and all that this starts, ignore Ctrl-C.
  private static final List<String> LISTENING_TO_INTERRUPTS =
      List.of("env", "--default-signal=INT");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Process process;
  private final Thread reader;

  ServerProcess(List<String> command) throws IOException {
    this(command, Map.of());
  }

  /**
   * @param environment what is added to the environment of the tests
   */
  ServerProcess(List<String> command, Map<String, String> environment) throws IOException {
    List<String> all = new ArrayList<>(LISTENING_TO_INTERRUPTS);
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().putAll(environment);
    process = builder.start();
    reader = new Thread(this::read, "server-log");
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

  /** Of the server itself: what starts it becomes it. */
  long pid() {
    return process.pid();
  }

  List<String> lines() {
    return lines;
  }

  /** The first line with this text, as soon as it is there. */
  String awaitLine(String part) {
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(process.isAlive()).as("%s", lines).isTrue())
        .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(part)));
    return lines.stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
  }

  /** As {@code kill PID}; {@link Process#destroy} would also stop listening to it. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** As Ctrl-C. */
  void interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", String.valueOf(pid())).start();
  }

  /** Waits for its end and its last word. */
  void awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%s", lines).isTrue();
    reader.join();
  }

  void kill() {
    process.destroyForcibly();
  }
}
