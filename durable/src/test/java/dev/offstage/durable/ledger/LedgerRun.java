package dev.offstage.durable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.durable.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Two server processes on one database, and all that replaced them. Closing it kills them. */
final class LedgerRun implements AutoCloseable {
  static final int NODES = 2;

  final AtomicReferenceArray<LedgerProcess> servers = new AtomicReferenceArray<>(NODES);
  final TestDatabase database;

  /** When processes were killed, by their names. */
  final Map<String, Long> killed = new HashMap<>();

  private final Path folder;
  private final int mostMillis;
  private final String[] settings;
  private final List<LedgerProcess> all = new ArrayList<>();

  /**
   * Starts none of them yet.
   *
   * @param folder for what they write
   * @param mostMillis of a task
   */
  LedgerRun(TestDatabase database, Path folder, int mostMillis, String... settings) {
    this.database = database;
    this.folder = folder;
    this.mostMillis = mostMillis;
    this.settings = settings;
  }

  LedgerRun startAll() throws IOException {
    for (int node = 0; node < NODES; node++) {
      start(node);
    }
    return this;
  }

  void start(int node) throws IOException {
    String name = "n" + node + "i" + all.size();
    LedgerProcess process =
        LedgerProcess.start(name, folder.resolve("ledger"), database, mostMillis, settings);
    all.add(process);
    servers.set(node, process);
  }

  void kill(int node) throws InterruptedException {
    LedgerProcess process = servers.get(node);
    killed.put(process.name, System.nanoTime());
    process.kill();
  }

  String rows(String where) throws Exception {
    return String.valueOf(database.query("select count(*) from offstage_" + where));
  }

  /** What was written once nothing is left to do, and all have ended. */
  Ledger awaitEnd() throws Exception {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(rows("tasks")).isEqualTo("0"));
    for (int node = 0; node < NODES; node++) {
      servers.get(node).end();
    }
    return ledger();
  }

  Ledger ledger() throws IOException {
    return Ledger.read(folder.resolve("ledger"));
  }

  /** How often the processes have said this in their logs. */
  int said(String text) throws IOException {
    int count = 0;
    for (LedgerProcess each : all) {
      byte[] log = Files.readAllBytes(folder.resolve(each.name + ".log"));
      String[] parts = new String(log, StandardCharsets.UTF_8).split(text, -1);
      count += parts.length - 1;
    }
    return count;
  }

  /** For whoever runs it: the numbers. */
  static void report(Object... words) {
    StringBuilder line = new StringBuilder("ledger:");
    Arrays.stream(words).forEach(word -> line.append(' ').append(word));
    System.out.println(line);
  }

  @Override
  public void close() throws InterruptedException {
    for (LedgerProcess each : all) {
      each.kill();
    }
    database.close();
  }
}
