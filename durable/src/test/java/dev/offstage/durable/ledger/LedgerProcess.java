package dev.offstage.durable.ledger;

import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.testing.Jdks;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One such process. */
final class LedgerProcess {
  private static final int MOST_SECONDS = 60;

  final String name;
  final int port;
  private final Process process;

  private LedgerProcess(String name, Process process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  static LedgerProcess start(
      String name, Path ledger, TestDatabase database, int mostMillis, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(new File(System.getProperty("java.home"))));
    command.addAll(
        Arrays.asList(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LedgerServer.class.getName(),
            ledger.toString(),
            name,
            String.valueOf(mostMillis),
            "offstage.store=" + database.url(),
            "offstage.store.user=" + database.user(),
            "offstage.store.poll=250ms",
            "offstage.store.crashes=100",
            "offstage.pool.size=8",
            "offstage.node=" + name));
    command.addAll(Arrays.asList(settings));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ledger.resolveSibling(name + ".log").toFile())
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = out.readLine();
    if (line == null || !line.startsWith("PORT ")) {
      process.destroyForcibly();
      byte[] log = Files.readAllBytes(ledger.resolveSibling(name + ".log"));
      throw new IOException(
          name + " did not start: " + line + "\n" + new String(log, StandardCharsets.UTF_8));
    }
    return new LedgerProcess(name, process, Integer.parseInt(line.substring(5)));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As by {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As by {@code kill}; false if it had to be killed in the end. */
  boolean end() throws InterruptedException {
    process.destroy();
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      kill();
    }
    return ended;
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).inheritIO().start().waitFor();
  }

  private long pid() {
    try {
      return (Long) Process.class.getMethod("pid").invoke(process);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Java 8 does not tell it", e);
    }
  }
}
