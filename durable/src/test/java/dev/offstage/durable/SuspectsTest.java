package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Backoff;
import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task of which one more crash is the last has its node for itself. */
@OnEveryDatabase
final class SuspectsTest {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final String LEASE = "offstage.store.lease";

  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;

  SuspectsTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void connect() throws Exception {
    store = database.fresh();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Task<String> suspect(TestNode node, String gate) throws Exception {
    Task<String> task =
        node.task(Bound.call(Jobs::waitFor, gate)).delay(Duration.ofSeconds(1)).start();
    store.execute("update offstage_tasks set crashes = 2 where picked = false");
    return task;
  }

  @Test
  void a_suspect_begins_when_nothing_else_runs_and_nothing_begins_beside_it() throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      Task<String> before = node.task(Bound.call(Jobs::waitFor, id + "before")).start();
      Task<String> suspect = suspect(node, id);
      Task<String> due =
          node.task(Bound.call(Jobs::note, id + "due")).delay(Duration.ofSeconds(1)).start();

      // When its time has come, too, it is the other one that is run.
      assertThat(due.join(MOST)).isNotNull();
      assertThat(Jobs.DONE).doesNotContain("begun " + id);
      Jobs.open(id + "before");
      assertThat(before.join(MOST)).isNotNull();
      await().atMost(MOST).untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));
      Task<String> beside = node.task(Bound.call(Jobs::note, id + "beside")).start();
      assertThat(store.query("select picked from offstage_tasks where crashes = 0"))
          .isIn("f", "0", "FALSE");
      assertThat(beside.status()).isEqualTo(Task.Status.QUEUED);

      Jobs.open(id);
      assertThat(suspect.join(MOST)).isEqualTo(id);
      assertThat(beside.join(MOST)).isNotNull();
    }
  }

  @Test
  void a_node_that_is_never_idle_takes_nothing_else_after_a_while() throws Exception {
    try (TestNode node = TestNode.start("a", store, LEASE, "1s")) {
      Task<String> suspect = suspect(node, id);
      Jobs.open(id);

      await()
          .atMost(MOST)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                node.task(Bound.call(Jobs::pause, 200)).start();
                return suspect.isDone();
              });
      assertThat(suspect.join(MOST)).isEqualTo(id);
      await().atMost(MOST).untilAsserted(() -> assertThat(rows()).isEqualTo("0"));
    }
  }

  @Test
  void an_attempt_that_fails_as_others_do_makes_a_suspect_harmless() throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      Task<String> task =
          node.task(Bound.call(Jobs::failAtFirst, id, 1))
              .retries(1)
              .backoff(Backoff.from(Duration.ofHours(1)))
              .delay(Duration.ofSeconds(1))
              .start();
      store.execute("update offstage_tasks set crashes = 2");

      await().atMost(MOST).untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
      await()
          .atMost(MOST)
          .untilAsserted(
              () ->
                  assertThat(store.query("select crashes from offstage_tasks where picked = false"))
                      .isEqualTo("0"));
      task.cancel("enough");
    }
  }

  private String rows() throws Exception {
    return String.valueOf(store.query("select count(*) from offstage_tasks"));
  }
}
