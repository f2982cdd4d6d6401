package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.CutProxy;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.PostgreSqlServer;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes on PostgreSQL call one another. */
final class WakeTest {
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final String LISTENING =
      " from pg_stat_activity where datname = current_database() and query like 'listen%'";

  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;

  @BeforeEach
  void connect() throws Exception {
    store = Database.POSTGRESQL.fresh();
  }

  @AfterEach
  void close() {
    Jobs.open(id);
    store.close();
  }

  private TestNode node(String name, String poll, String... more) {
    String[] settings = new String[more.length + 2];
    settings[0] = "offstage.store.poll";
    settings[1] = poll;
    System.arraycopy(more, 0, settings, 2, more.length);
    return TestNode.start(name, store, settings);
  }

  /** One that has taken what it may. */
  private TestNode full(String... more) {
    TestNode node = node("full", "1m", more);
    Task<String> unused = node.task(Bound.call(Jobs::waitFor, id)).start();
    await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));
    return node;
  }

  private void awaitListeners(int count) {
    await().atMost(MOST).until(() -> store.query("select count(*)" + LISTENING).equals("" + count));
  }

  @Test
  void another_node_runs_at_once_what_a_full_one_leaves_to_it() throws Exception {
    try (TestNode full = full("offstage.pool.size", "1", "offstage.store.queue", "1");
        TestNode free = node("free", "1m")) {
      awaitListeners(2);
      Task<String> unused = full.task(Bound.call(Jobs::note, id)).start();

      await().atMost(MOST).untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
      Jobs.open(id);
    }
  }

  @Test
  void another_node_runs_at_once_what_one_gives_back_at_its_end() throws Exception {
    try (TestNode free = node("free", "1m")) {
      TestNode ending = full("offstage.pool.size", "1");
      awaitListeners(2);
      Task<String> unused = ending.task(Bound.call(Jobs::note, id)).start();
      Thread closer = new Thread(ending::close);
      closer.start();

      await().atMost(MOST).untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
      Jobs.open(id);
      closer.join();
    }
  }

  @Test
  void a_connection_that_is_lost_is_made_anew_and_polls_find_what_comes_meanwhile()
      throws Exception {
    try (TestNode full = full("offstage.pool.size", "1", "offstage.store.queue", "1");
        TestNode free = node("free", "200ms")) {
      awaitListeners(2);
      store.query("select count(pg_terminate_backend(pid))" + LISTENING);
      Task<String> unused = full.task(Bound.call(Jobs::note, id)).start();

      await().atMost(MOST).untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
      awaitListeners(2);
      Jobs.open(id);
    }
  }

  @Test
  void a_connection_that_has_fallen_silent_is_noticed_and_polls_find_what_comes_meanwhile()
      throws Exception {
    PostgreSqlServer server = (PostgreSqlServer) store.server();
    try (CutProxy proxy = CutProxy.of(server);
        TestNode full = full("offstage.pool.size", "1", "offstage.store.queue", "1");
        TestNode free =
            node(
                "free",
                "200ms",
                "offstage.store.lease",
                "2s",
                "offstage.store",
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + store.name())) {
      awaitListeners(2);
      proxy.fallSilent();
      proxy.work();
      Task<String> unused = full.task(Bound.call(Jobs::note, id)).start();

      await().atMost(MOST).untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
      // The silent one is still open on the other side.
      awaitListeners(3);
      Jobs.open(id);
    }
  }

  @Test
  void a_node_that_is_told_not_to_does_not_listen() throws Exception {
    try (TestNode node = node("quiet", "100ms", "offstage.store.notify", "off")) {
      Task<String> task =
          node.task(Bound.call(Jobs::note, id)).delay(Duration.ofMillis(50)).start();

      assertThat(task.join(MOST)).isEqualTo("noted " + id);
      assertThat(store.query("select count(*)" + LISTENING)).isEqualTo("0");
    }
  }
}
