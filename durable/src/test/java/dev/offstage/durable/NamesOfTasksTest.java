package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tasks are called in the store, and what becomes of those that nobody knows. */
final class NamesOfTasksTest {
  private static final String TASKS = "offstage.store.tasks";
  private static final String UNMARKED = "dev.offstage.durable.Jobs.unmarked";

  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;

  @BeforeEach
  void connect() throws Exception {
    store = Database.H2.fresh();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_listed_method_needs_no_mark_and_has_the_name_of_its_line() throws Exception {
    try (TestNode node = TestNode.start("a", store, TASKS, "jobs.plain = " + UNMARKED)) {
      Task<String> task = node.task(Bound.call(Jobs::unmarked, id)).start();

      assertThat(task.join(Duration.ofSeconds(30))).isEqualTo(id);
    }
    assertThat(store.query("select task_name from offstage_ended")).isEqualTo("jobs.plain");
  }

  @Test
  void a_task_with_an_unknown_name_waits_for_a_version_that_knows_it() throws Exception {
    try (TestNode old = TestNode.start("a", store, TASKS, "old.name = " + UNMARKED)) {
      old.task(Bound.call(Jobs::unmarked, id)).delay(Duration.ofMillis(300)).start();
    }
    try (TestNode without = TestNode.start("a", store)) {
      await()
          .during(Duration.ofSeconds(1))
          .untilAsserted(
              () -> assertThat(store.query("select count(*) from offstage_tasks")).isEqualTo("1"));
    }
    String both = "new.name = " + UNMARKED + "; old.name = " + UNMARKED;
    try (TestNode renamed = TestNode.start("a", store, TASKS, both)) {
      await()
          .untilAsserted(
              () -> assertThat(store.query("select count(*) from offstage_tasks")).isEqualTo("0"));
      renamed.task(Bound.call(Jobs::unmarked, id)).start().join(Duration.ofSeconds(30));
    }
    assertThat(store.query("select count(*) from offstage_ended where task_name = 'old.name'"))
        .isEqualTo("1");
    assertThat(store.query("select count(*) from offstage_ended where task_name = 'new.name'"))
        .isEqualTo("1");
  }

  @Test
  void what_cannot_be_read_is_parked_with_the_reason_and_holds_nobody_up() throws Exception {
    try (TestNode first = TestNode.start("a", store)) {
      first.task(Bound.call(Jobs::note, id)).delay(Duration.ofDays(1)).start();
    }
    store.execute(
        "update offstage_tasks set task_data = X'7b7d', execution_time = current_timestamp");
    try (TestNode node = TestNode.start("a", store)) {
      Task<String> next = node.task(Bound.call(Jobs::note, id + "next")).start();

      assertThat(next.join(Duration.ofSeconds(30))).isEqualTo("noted " + id + "next");
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          store.query("select reason from offstage_ended where state = 'PARKED'"))
                      .contains("it cannot be read")
                      .contains("the data has no version"));
    }
  }

  @Test
  void a_task_from_the_store_sees_the_classes_of_its_application() throws Exception {
    try (TestNode first = TestNode.start("a", store)) {
      first.task(Bound.call(Jobs::loader, id)).delay(Duration.ofMillis(300)).start();
    }
    try (TestNode second = TestNode.start("b", store)) {
      await().untilAsserted(() -> assertThat(Jobs.LOADERS).containsKey(id));
    }
    assertThat(Jobs.LOADERS.get(id)).isSameAs(TestNode.class.getClassLoader());
  }

  @Test
  void a_row_of_a_method_that_is_not_allowed_calls_nothing() throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      node.task(Bound.call(Jobs::note, id)).delay(Duration.ofDays(1)).start();
      store.execute(
          "update offstage_tasks set task_name = 'java.lang.System.exit',"
              + " execution_time = current_timestamp");

      await()
          .during(Duration.ofSeconds(1))
          .untilAsserted(
              () -> assertThat(store.query("select count(*) from offstage_tasks")).isEqualTo("1"));
    }
  }
}
