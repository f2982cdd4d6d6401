package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.NotStoredException;
import dev.offstage.Task;
import dev.offstage.durable.testing.DatabaseServer;
import dev.offstage.durable.testing.PostgreSqlServer;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of its own, which crashes. */
final class DatabaseAwayTest {
  private final String id = UUID.randomUUID().toString();
  private DatabaseServer server;
  private TestDatabase store;

  @BeforeEach
  void start() throws Exception {
    server = new PostgreSqlServer();
    server.start();
    store = server.freshDatabase();
  }

  @AfterEach
  void stop() throws Exception {
    store.close();
    server.stop();
  }

  @Test
  void an_application_starts_without_its_database_and_takes_tasks_when_that_is_back()
      throws Exception {
    server.crash();
    try (TestNode node = TestNode.start("a", store)) {
      assertThatThrownBy(() -> node.task(Bound.call(Jobs::note, id)).start())
          .isInstanceOf(NotStoredException.class)
          .hasMessageContaining("The task was not accepted");
      assertThatThrownBy(
              () -> node.task(Bound.call(Jobs::note, id)).name("digest").cron("0 6 * * *"))
          .isInstanceOf(NotStoredException.class);
      assertThat(node.pool().call(() -> "plain").join(Duration.ofSeconds(30))).isEqualTo("plain");

      server.start();

      await().atMost(Duration.ofSeconds(30)).until(() -> isTaken(node));
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
    }
  }

  private boolean isTaken(TestNode node) {
    try {
      node.task(Bound.call(Jobs::note, id)).start();
      return true;
    } catch (NotStoredException e) {
      return false;
    }
  }

  @Test
  void what_ends_while_the_database_is_away_is_written_down_later_and_not_run_again()
      throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      Task<String> task = node.task(Bound.call(Jobs::waitFor, id)).start();
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));
      server.crash();
      Jobs.open(id);
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains("ended " + id));
      assertThatThrownBy(() -> node.task(Bound.call(Jobs::note, id)).start())
          .isInstanceOf(NotStoredException.class);

      server.start();

      assertThat(task.join(Duration.ofSeconds(60))).isEqualTo(id);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(store.query("select count(*) from offstage_tasks")).isEqualTo("0"));
      assertThat(Jobs.DONE).filteredOn(("begun " + id)::equals).hasSize(1);
    }
  }
}
