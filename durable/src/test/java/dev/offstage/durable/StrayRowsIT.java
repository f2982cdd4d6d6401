package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.NotStoredException;
import dev.offstage.Task;
import dev.offstage.durable.testing.CutProxy;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.PostgreSqlServer;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network between node and database fails at the worst moment. */
final class StrayRowsIT {
  private static final Duration MOST = Duration.ofSeconds(60);

  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;
  private CutProxy network;
  private String url;

  @BeforeEach
  void connect() throws Exception {
    store = Database.POSTGRESQL.fresh();
    network = CutProxy.of((PostgreSqlServer) Database.POSTGRESQL.server());
    url = "jdbc:postgresql://127.0.0.1:" + network.port() + "/" + store.name();
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    network.close();
  }

  @Test
  void a_row_whose_insert_was_never_answered_is_run_in_the_end_and_no_ok_is_false()
      throws Exception {
    try (TestNode node =
        TestNode.start("a", store, "offstage.store", url, "offstage.store.lease", "2s")) {
      List<String> accepted = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        if (i % 2 == 1) {
          network.loseAnswers();
        }
        String text = id + "-" + i;
        try {
          node.task(Bound.call(Jobs::note, text)).start();
          accepted.add(text);
        } catch (NotStoredException e) {
          refused.add(text);
        }
        network.work();
      }

      assertThat(refused).isNotEmpty();
      await().atMost(MOST).untilAsserted(() -> assertThat(rows("tasks")).isEqualTo("0"));
      assertThat(Jobs.DONE).containsAll(accepted);
      assertThat(Jobs.DONE).containsAnyElementsOf(refused);
    }
  }

  @Test
  void a_node_whose_connections_have_fallen_silent_goes_on_with_others() throws Exception {
    try (TestNode node =
            TestNode.start("a", store, "offstage.store", url, "offstage.store.lease", "2s");
        TestNode other = TestNode.start("b", store, "offstage.store.lease", "2s")) {
      Task<String> running = node.task(Bound.call(Jobs::waitFor, id)).start();
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));

      network.fallSilent();
      // Nobody hears of the node, so that the other one takes over.
      await()
          .atMost(MOST)
          .until(() -> Jobs.DONE.stream().filter(("begun " + id)::equals).count() > 1);
      Jobs.open(id);
      await().atMost(MOST).untilAsserted(() -> assertThat(rows("tasks")).isEqualTo("0"));
      network.work();

      // The end of its own attempt does not count, but whoever waits hears of the other one's.
      assertThat(running.join(MOST)).isEqualTo(id);
      assertThat(rows("ended")).isEqualTo("1");
      await()
          .atMost(MOST)
          .ignoreException(NotStoredException.class)
          .until(
              () -> {
                node.task(Bound.call(Jobs::note, id)).start().join(MOST);
                return !rows("ended where ended_by like 'a@%'").equals("0");
              });
    }
  }

  private String rows(String table) throws Exception {
    return String.valueOf(store.query("select count(*) from offstage_" + table));
  }
}
