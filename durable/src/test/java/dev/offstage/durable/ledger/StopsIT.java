package dev.offstage.durable.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.testing.Soak;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes end as they should, under load: nothing is lost, and nothing is begun in vain. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
final class StopsIT {
  @TempDir private Path folder;

  @Test
  void nothing_is_lost_or_run_again_when_processes_are_stopped() throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    try (LedgerRun run =
        new LedgerRun(
                Database.POSTGRESQL.fresh(),
                folder,
                100,
                "offstage.store.lease=4s",
                "offstage.drain=20s")
            .startAll()) {
      LedgerClients clients = new LedgerClients(run.servers, 6, 60);
      int stops = Soak.count(5, 50);
      long longestMillis = 0;
      for (int i = 0; i < stops; i++) {
        Thread.sleep(random.nextInt(300, 1_000));
        int node = random.nextInt(LedgerRun.NODES);
        long from = System.nanoTime();
        assertThat(run.servers.get(node).end()).isTrue();
        longestMillis =
            Math.max(longestMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
        run.start(node);
      }
      clients.stop();
      Ledger ledger = run.awaitEnd();

      LedgerRun.report(
          stops,
          "stops,",
          clients.accepted.size(),
          "accepted,",
          ledger.againCount(),
          "run again, the longest took",
          longestMillis,
          "ms");
      assertThat(ledger.notDone(clients.accepted)).isEmpty();
      assertThat(ledger.againForNothing(Collections.emptySet())).isEmpty();
      assertThat(ledger.endedTwice()).isEmpty();
    }
  }
}
