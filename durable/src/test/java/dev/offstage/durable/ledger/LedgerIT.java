package dev.offstage.durable.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.testing.Soak;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two server processes on one database, killed at random points under load: whatever was accepted
 * is done, and nothing is done again without a reason.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
final class LedgerIT {
  private static final String LEASE = "offstage.store.lease=4s";

  @TempDir private Path folder;

  static Stream<Database> databases() {
    String named = System.getProperty("databases", "POSTGRESQL,MARIADB,MYSQL");
    return Arrays.stream(named.split(",", -1)).map(Database::valueOf);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nothing_that_was_accepted_is_lost_by_kills(Database kind) throws Exception {
    int kills = kind == Database.POSTGRESQL ? Soak.count(40, 1_000) : Soak.count(10, 40);
    try (LedgerRun run = new LedgerRun(kind.fresh(), folder, 60, LEASE).startAll()) {
      LedgerClients clients = new LedgerClients(run.servers, 6, 90);
      killAtRandom(run, kills);
      clients.stop();
      Ledger ledger = run.awaitEnd();

      LedgerRun.report(
          kind,
          kills,
          "kills,",
          clients.accepted.size(),
          "accepted,",
          ledger.againCount(),
          "run again, longest recovery",
          ledger.longestRecoveryMillis(run.killed),
          "ms");
      assertThat(clients.accepted).hasSizeGreaterThan(kills * 5);
      assertThat(ledger.notDone(clients.accepted)).isEmpty();
      assertThat(ledger.againForNothing(run.killed.keySet())).isEmpty();
      assertThat(ledger.endedTwice()).isEmpty();
    }
  }

  /** It would be of no use if it did not find what servers lose that do it wrong. */
  @ParameterizedTest
  @ValueSource(strings = {LedgerServer.ANSWERS_FIRST, LedgerServer.ENDS_FIRST})
  void a_server_that_loses_tasks_is_found_out(String mutant) throws Exception {
    boolean busy = mutant.equals(LedgerServer.ENDS_FIRST);
    try (LedgerRun run =
        new LedgerRun(Database.POSTGRESQL.fresh(), folder, busy ? 400 : 10, LEASE, mutant)
            .startAll()) {
      LedgerClients clients = new LedgerClients(run.servers, 6, busy ? 200 : 20);
      int kills = Soak.count(6, 25);
      killAtRandom(run, kills);
      clients.stop();
      Ledger ledger = run.awaitEnd();

      LedgerRun.report(
          mutant,
          kills,
          "kills,",
          clients.accepted.size(),
          "accepted,",
          ledger.notDone(clients.accepted).size(),
          "lost");
      assertThat(ledger.notDone(clients.accepted)).isNotEmpty();
    }
  }

  private static void killAtRandom(LedgerRun run, int kills) throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < kills; i++) {
      Thread.sleep(random.nextInt(100, 800));
      boolean both = random.nextInt(10) == 0;
      int first = random.nextInt(LedgerRun.NODES);
      run.kill(first);
      if (both) {
        run.kill(1 - first);
        run.start(1 - first);
      }
      run.start(first);
    }
  }
}
