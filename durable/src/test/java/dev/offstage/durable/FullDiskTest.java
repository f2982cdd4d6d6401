package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Bound;
import dev.offstage.NotStoredException;
import dev.offstage.Task;
import dev.offstage.durable.testing.PostgreSqlServer;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database's disk is full for a while: its files cannot grow. */
@Timeout(180)
final class FullDiskTest {
  private static final Duration MOST = Duration.ofSeconds(60);

  /** As large as the files of its log, which it has allocated before. */
  private static final String FULL = "16777216";

  private static final int TEXT_CHARS = 30_000;
  private static final int MOST_TASKS = 3_000;
  private static final int REFUSALS = 20;

  private final PostgreSqlServer server = new PostgreSqlServer();
  private final Random random = new Random(7);
  private final Map<String, Task<String>> accepted = new LinkedHashMap<>();
  private final List<NotStoredException> refused = new ArrayList<>();
  private TestDatabase database;
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    server.start();
    database = server.freshDatabase();
    node = TestNode.start("only", database, "offstage.store.lease", "2s");
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    database.close();
    server.stop();
  }

  @Test
  void what_cannot_be_written_is_refused_and_what_was_accepted_runs_once() throws Exception {
    server.limitFiles(database, FULL);
    while (refused.size() < REFUSALS) {
      assertThat(accepted.size()).as("before the disk is full").isLessThan(MOST_TASKS);
      handOver();
    }
    assertThat(refused)
        .allSatisfy(each -> assertThat(each).hasStackTraceContaining("could not extend file"));

    server.limitFiles(database, "unlimited");
    int before = refused.size();
    handOver();

    assertThat(refused).hasSize(before);
    for (Map.Entry<String, Task<String>> each : accepted.entrySet()) {
      assertThat(each.getValue().join(MOST)).isEqualTo("noted " + each.getKey());
    }
    List<String> done = new ArrayList<>(Jobs.DONE);
    done.retainAll(accepted.keySet());
    assertThat(done).containsExactlyInAnyOrderElementsOf(accepted.keySet());
  }

  private void handOver() {
    StringBuilder text = new StringBuilder("full disk ");
    while (text.length() < TEXT_CHARS) {
      text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
    }
    try {
      accepted.put(text.toString(), node.task(Bound.call(Jobs::note, text.toString())).start());
    } catch (NotStoredException e) {
      refused.add(e);
    }
  }
}
