package dev.offstage.durable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.durable.testing.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task ends its process each time it is run. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class PoisonIT {
  private static final int NEIGHBOURS = 20;

  @TempDir private Path folder;

  @Test
  void a_task_that_ends_its_process_is_parked_and_its_neighbours_are_done() throws Exception {
    try (LedgerRun run =
        new LedgerRun(
                Database.POSTGRESQL.fresh(),
                folder,
                60,
                "offstage.store.lease=5s",
                "offstage.store.crashes=3")
            .startAll()) {
      List<String> neighbours = new ArrayList<>();
      for (int i = 0; i < NEIGHBOURS; i++) {
        neighbours.add("slow" + i);
      }
      // Half of them run beside it, or wait behind it.
      List<String> all = new ArrayList<>(neighbours);
      all.add(NEIGHBOURS / 2, "poison");
      assertThat(LedgerClients.handOver(run.servers.get(0), all)).isEqualTo(all.size());

      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> {
                for (int node = 0; node < LedgerRun.NODES; node++) {
                  if (!run.servers.get(node).isAlive()) {
                    run.start(node);
                  }
                }
                assertThat(run.rows("tasks")).isEqualTo("0");
              });
      Ledger ledger = run.ledger();

      LedgerRun.report(
          "poison begun",
          ledger.begins("poison"),
          "times,",
          NEIGHBOURS,
          "neighbours,",
          ledger.againCount() - 1,
          "of them run again");
      assertThat(run.rows("ended where state = 'PARKED'")).isEqualTo("1");
      assertThat(run.database.query("select reason from offstage_ended where state = 'PARKED'"))
          .isEqualTo("crashed 3 times");
      assertThat(ledger.begins("poison")).isEqualTo(3);
      assertThat(ledger.notDone(neighbours)).isEmpty();
    }
  }
}
