package dev.offstage.durable.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.testing.Soak;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that stands still for longer than its lease has lost its tasks: others run them, and
 * what it does when it goes on does not count.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
@EnabledForJreRange(min = JRE.JAVA_9) // Java 8 does not tell the number of a process.
final class FreezeIT {
  @TempDir private Path folder;

  @Test
  void what_a_process_finishes_after_its_lease_does_not_count() throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    try (LedgerRun run =
        new LedgerRun(Database.POSTGRESQL.fresh(), folder, 400, "offstage.store.lease=2s")
            .startAll()) {
      LedgerClients clients = new LedgerClients(run.servers, 6, 200);
      int freezes = Soak.count(6, 200);
      for (int i = 0; i < freezes; i++) {
        Thread.sleep(random.nextInt(500, 1_500));
        LedgerProcess process = run.servers.get(random.nextInt(LedgerRun.NODES));
        process.signal("STOP");
        Thread.sleep(random.nextInt(3_000, 4_000));
        process.signal("CONT");
      }
      clients.stop();
      Ledger ledger = run.awaitEnd();

      LedgerRun.report(
          freezes,
          "freezes,",
          clients.accepted.size(),
          "accepted,",
          ledger.againCount(),
          "run again,",
          run.said("that does not count"),
          "ends refused");
      assertThat(ledger.notDone(clients.accepted)).isEmpty();
      assertThat(ledger.endedTwice()).isEmpty();
      assertThat(ledger.againCount()).isPositive();
    }
  }
}
