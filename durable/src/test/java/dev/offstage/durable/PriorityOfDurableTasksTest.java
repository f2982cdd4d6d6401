package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Backoff;
import dev.offstage.Bound;
import dev.offstage.Priority;
import dev.offstage.TaskBuilder;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits in the store is taken in the order of its priority, by a node with one thread. */
@OnEveryDatabase
final class PriorityOfDurableTasksTest {
  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;

  PriorityOfDurableTasksTest(Database database) {
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

  private TestNode node(String... more) {
    String[] settings = {"offstage.pool.size", "1", "offstage.store.queue", "1"};
    String[] all = Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return TestNode.start("a", store, all);
  }

  /** Keeps the only thread until it may go on. */
  private void block(TestNode node) {
    node.task(Bound.call(Jobs::waitFor, id)).start();
    await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));
  }

  private TaskBuilder<String> job(TestNode node, String name) {
    return node.task(Bound.call(Jobs::note, id + name));
  }

  private List<String> done() {
    return Jobs.DONE.stream()
        .filter(text -> text.startsWith(id))
        .map(text -> text.substring(id.length()))
        .collect(Collectors.toList());
  }

  @Test
  void what_is_urgent_is_run_before_what_was_written_down_earlier() throws Exception {
    try (TestNode node = node()) {
      block(node);
      job(node, "low").priority(Priority.LOW).start();
      job(node, "first").start();
      job(node, "urgent").priority(Priority.HIGH).start();
      job(node, "second").start();
      job(node, "urgent too").priority(Priority.HIGH).start();
      Jobs.open(id);

      await()
          .untilAsserted(
              () ->
                  assertThat(done())
                      .containsExactly("urgent", "urgent too", "first", "second", "low"));
    }
  }

  @Test
  void what_has_waited_for_longer_than_a_step_goes_before_what_is_a_step_more_urgent()
      throws Exception {
    try (TestNode node = node("offstage.priority.step", "1ms")) {
      block(node);
      job(node, "early").priority(Priority.LOW).start();
      String written = store.query("select count(*) from offstage_tasks where not picked");
      assertThat(written).isEqualTo("1");
      await().pollDelay(Duration.ofMillis(5)).until(() -> true);
      job(node, "late").priority(Priority.HIGH).start();
      Jobs.open(id);

      await().untilAsserted(() -> assertThat(done()).containsExactly("early", "late"));
    }
  }

  @Test
  void without_a_step_levels_are_strict() throws Exception {
    try (TestNode node = node("offstage.priority.step", "0s")) {
      block(node);
      job(node, "low").priority(Priority.LOW).start();
      store.execute(
          "update offstage_tasks set execution_time = '2001-01-01 00:00:00',"
              + " queue_time = '2001-01-01 00:00:00' where not picked");
      job(node, "urgent").priority(Priority.HIGH).start();
      Jobs.open(id);

      await().untilAsserted(() -> assertThat(done()).containsExactly("urgent", "low"));
    }
  }

  @Test
  void the_next_attempt_is_as_urgent_as_the_one_before() throws Exception {
    Backoff later = Backoff.from(Duration.ofMinutes(1)).jitter(0);
    try (TestNode node = node("offstage.store.poll", "1m")) {
      for (Priority each : Priority.values()) {
        node.task(Bound.call(Jobs::failAtFirst, id + each, 9))
            .priority(each)
            .retries(1)
            .backoff(later)
            .start();
        await()
            .untilAsserted(
                () ->
                    assertThat(
                            store.query(
                                "select count(*) from offstage_tasks where consecutive_failures = 1"
                                    + " and priority = "
                                    + (each.ordinal() - 1)))
                        .isEqualTo("1"));
      }
      assertThat(store.query("select priority from offstage_tasks order by queue_time limit 1"))
          .isEqualTo("1");
      assertThat(
              store.query("select priority from offstage_tasks order by queue_time desc limit 1"))
          .isEqualTo("-1");
    }
  }
}
