package dev.offstage.durable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.durable.testing.DatabaseServer;
import dev.offstage.durable.testing.PostgreSqlServer;
import dev.offstage.testing.Soak;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database crashes under load, and is started again. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
final class DatabaseRestartIT {
  private static final Duration MOST = Duration.ofSeconds(30);
  // Two nodes have no more connections than these.
  private static final int MOST_CONNECTIONS = 50;

  @TempDir private Path folder;

  @Test
  void nothing_is_lost_or_run_again_by_restarts_of_the_database() throws Exception {
    DatabaseServer server = new PostgreSqlServer();
    server.start();
    try (LedgerRun run =
        new LedgerRun(server.freshDatabase(), folder, 60, "offstage.store.lease=4s").startAll()) {
      LedgerClients clients = new LedgerClients(run.servers, 6, 90);
      int restarts = Soak.count(6, 100);
      long longestMillis = 0;
      for (int i = 0; i < restarts; i++) {
        Thread.sleep(ThreadLocalRandom.current().nextInt(500, 2_000));
        server.restartImmediately();
        longestMillis = Math.max(longestMillis, millisToNextAnswer(clients));
      }
      clients.stop();
      String connections = run.database.query("select count(*) from pg_stat_activity");
      Ledger ledger = run.awaitEnd();

      LedgerRun.report(
          restarts,
          "restarts,",
          clients.accepted.size(),
          "accepted,",
          clients.refused,
          "refused,",
          ledger.againCount(),
          "run again, accepts again after",
          longestMillis,
          "ms at most,",
          connections,
          "connections");
      assertThat(ledger.notDone(clients.accepted)).isEmpty();
      assertThat(ledger.againForNothing(Collections.emptySet())).isEmpty();
      assertThat(ledger.endedTwice()).isEmpty();
      assertThat(Integer.parseInt(String.valueOf(connections))).isLessThan(MOST_CONNECTIONS);
    } finally {
      server.stop();
    }
  }

  /** Nobody was heard meanwhile, and nobody has died: no node may think so of another one. */
  @Test
  void nothing_is_run_again_after_outages_that_last_longer_than_the_lease() throws Exception {
    DatabaseServer server = new PostgreSqlServer();
    server.start();
    try (LedgerRun run =
        new LedgerRun(server.freshDatabase(), folder, 400, "offstage.store.lease=2s").startAll()) {
      LedgerClients clients = new LedgerClients(run.servers, 6, 200);
      int outages = Soak.count(2, 20);
      for (int i = 0; i < outages; i++) {
        Thread.sleep(ThreadLocalRandom.current().nextInt(1_000, 2_000));
        server.crash();
        Thread.sleep(ThreadLocalRandom.current().nextInt(3_000, 4_000));
        server.start();
        millisToNextAnswer(clients);
      }
      clients.stop();
      Ledger ledger = run.awaitEnd();

      LedgerRun.report(
          outages,
          "outages,",
          clients.accepted.size(),
          "accepted,",
          clients.refused,
          "refused,",
          ledger.againCount(),
          "run again");
      assertThat(ledger.notDone(clients.accepted)).isEmpty();
      assertThat(ledger.againForNothing(Collections.emptySet())).isEmpty();
      assertThat(ledger.endedTwice()).isEmpty();
    } finally {
      server.stop();
    }
  }

  private static long millisToNextAnswer(LedgerClients clients) {
    long from = System.nanoTime();
    int before = clients.accepted.size();
    await()
        .atMost(MOST)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> clients.accepted.size() > before);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
  }
}
