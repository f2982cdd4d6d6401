package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Answer;
import dev.offstage.Backoff;
import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.TaskBuilder;
import dev.offstage.TaskFailedException;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
final class DurableTasksTest {
  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;

  DurableTasksTest(Database database) {
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

  @Test
  void a_durable_task_runs_at_once_and_its_row_is_gone() throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      Task<String> task = node.task(Bound.call(Jobs::note, id)).start();

      assertThat(task.join(Duration.ofSeconds(30))).isEqualTo("noted " + id);
      await().untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
      assertThat(store.query("select state from offstage_ended")).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void an_attempt_that_fails_is_followed_by_another_one_and_the_last_failure_is_kept()
      throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      Backoff soon = Backoff.from(Duration.ofMillis(1));
      Task<String> good =
          node.task(Bound.call(Jobs::failAtFirst, id, 2)).retries(2).backoff(soon).start();
      Task<String> bad =
          node.task(Bound.call(Jobs::failAtFirst, id + "x", 5)).retries(1).backoff(soon).start();

      assertThat(good.join(Duration.ofSeconds(30))).isEqualTo(id + " after 3");
      assertThatThrownBy(() -> bad.join(Duration.ofSeconds(30)))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("attempt 2");
      assertThat(good.attempts()).hasSize(3);
      await().untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
      assertThat(store.query("select error_text from offstage_ended where state = 'FAILED'"))
          .contains("java.io.IOException: attempt 2");
    }
  }

  @Test
  void a_task_of_a_later_time_is_run_by_any_node_and_whoever_handed_it_over_gets_the_result()
      throws Exception {
    try (TestNode first = TestNode.start("a", store, "offstage.store.poll", "1m");
        TestNode second = TestNode.start("b", store)) {
      Task<String> task =
          first.task(Bound.call(Jobs::note, id)).delay(Duration.ofMillis(200)).start();

      await().untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
      await().untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
      assertThat(store.query("select ended_by from offstage_ended")).startsWith("b@");
      assertThat(task.isDone()).isFalse();
    }
    try (TestNode first = TestNode.start("a", store);
        TestNode second = TestNode.start("b", store, "offstage.store.poll", "50ms")) {
      Task<String> task =
          first.task(Bound.call(Jobs::note, id)).delay(Duration.ofMillis(200)).start();

      assertThat(task.join(Duration.ofSeconds(30))).isEqualTo("noted " + id);
    }
  }

  @Test
  void what_no_thread_has_begun_with_at_the_end_is_run_by_the_next_start() throws Exception {
    try (TestNode node = TestNode.start("a", store, "offstage.pool.size", "1")) {
      Task<String> running = node.task(Bound.call(Jobs::waitFor, id)).start();
      Task<String> queued = node.task(Bound.call(Jobs::note, id)).start();
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));
      Thread closer = new Thread(node::close);
      closer.start();
      assertThatThrownBy(() -> queued.join(Duration.ofSeconds(30)))
          .isInstanceOf(CancellationException.class);
      Jobs.open(id);
      assertThat(running.join(Duration.ofSeconds(30))).isEqualTo(id);
      closer.join();
    }
    assertThat(Jobs.DONE).doesNotContain(id);
    assertThat(rows("tasks")).isEqualTo(1);
    assertThat(store.query("select crashes from offstage_tasks")).isEqualTo("0");

    try (TestNode next = TestNode.start("a", store)) {
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains(id));
    }
  }

  @Test
  void work_that_the_end_of_the_application_interrupts_is_run_again_later() throws Exception {
    try (TestNode node = TestNode.start("a", store, "offstage.drain", "100ms")) {
      node.task(Bound.call(Jobs::waitFor, id)).start();
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));
    }
    assertThat(rows("tasks")).isEqualTo(1);
    assertThat(store.query("select consecutive_failures from offstage_tasks")).isEqualTo("0");

    Jobs.open(id);
    try (TestNode next = TestNode.start("a", store)) {
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains("ended " + id));
      await().untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
    }
  }

  @Test
  void a_cancelled_task_is_not_run_wherever_it_waits() throws Exception {
    try (TestNode first = TestNode.start("a", store);
        TestNode second = TestNode.start("b", store)) {
      Task<String> later = first.task(Bound.call(Jobs::note, id)).delay(Duration.ofDays(1)).start();

      assertThat(later.cancel("customer left")).isTrue();

      assertThat(rows("tasks")).isEqualTo(0);
      assertThat(store.query("select reason from offstage_ended")).isEqualTo("customer left");
      assertThat(Jobs.DONE).doesNotContain(id);
    }
  }

  @Test
  void work_on_another_node_is_interrupted_when_its_task_is_cancelled_here() throws Exception {
    try (TestNode first = TestNode.start("a", store, "offstage.store.poll", "1m");
        TestNode second = TestNode.start("b", store, "offstage.store.lease", "2s")) {
      Task<String> task =
          first.task(Bound.call(Jobs::waitFor, id)).delay(Duration.ofMillis(1)).start();
      await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));

      assertThat(task.cancel("customer left")).isTrue();

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
      assertThat(store.query("select state from offstage_ended")).isEqualTo("CANCELLED");
      assertThat(store.query("select reason from offstage_ended")).isEqualTo("customer left");
      assertThat(store.query("select ended_by from offstage_ended")).startsWith("b@");
      assertThat(Jobs.DONE).doesNotContain("ended " + id);
    }
  }

  @Test
  void retries_go_on_where_another_node_has_left_them() throws Exception {
    Backoff later = Backoff.from(Duration.ofSeconds(1)).jitter(0);
    try (TestNode first = TestNode.start("a", store)) {
      first.task(Bound.call(Jobs::failAtFirst, id, 2)).retries(2).backoff(later).start();
      await()
          .untilAsserted(
              () ->
                  assertThat(store.query("select consecutive_failures from offstage_tasks"))
                      .isEqualTo("1"));
    }
    try (TestNode second = TestNode.start("b", store)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
      assertThat(store.query("select state from offstage_ended")).isEqualTo("SUCCEEDED");
      assertThat(store.query("select attempts from offstage_ended")).isEqualTo("3");
    }
  }

  @Test
  void many_tasks_of_two_nodes_are_each_run_once() throws Exception {
    try (TestNode first = TestNode.start("a", store);
        TestNode second = TestNode.start("b", store)) {
      for (int i = 0; i < 200; i++) {
        (i % 2 == 0 ? first : second).task(Bound.call(Jobs::note, id + i)).start();
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
      for (int i = 0; i < 200; i++) {
        String text = id + i;
        assertThat(Jobs.DONE).filteredOn(text::equals).hasSize(1);
      }
    }
  }

  @Test
  void what_cannot_be_written_down_is_refused_where_it_is_handed_over() throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      assertThatThrownBy(() -> node.task(Bound.call(Jobs::unmarked, id)).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dev.offstage.durable.Jobs.unmarked is not among the methods")
          .hasMessageContaining("@Background(durable = true)");
      assertThatThrownBy(() -> node.task(Bound.call(Jobs::untidy, (Object) id)).start())
          .hasMessageContaining("java.lang.Object");
      assertThatThrownBy(() -> node.task(() -> id).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Bound.call(Mails::send, order)");
      assertThat(rows("tasks")).isEqualTo(0);
    }
  }

  @Test
  void what_only_this_process_knows_is_refused() throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      List<Consumer<TaskBuilder<String>>> refused =
          Arrays.asList(
              task -> task.retries(1).retryIf(thrown -> true).start(),
              task -> task.onGiveUp(given -> {}).start(),
              task -> task.afterResponse(Answer.BELOW_400).start(),
              TaskBuilder::prepare,
              task -> task.every(Duration.ofMinutes(1)),
              task -> task.cron("30 2 * * *"));
      for (Consumer<TaskBuilder<String>> each : refused) {
        assertThatThrownBy(() -> each.accept(node.task(Bound.call(Jobs::note, id))))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("durable");
      }
      assertThat(rows("tasks")).isEqualTo(0);
    }
  }

  @Test
  void what_has_ended_is_deleted_when_its_time_is_over() throws Exception {
    try (TestNode node = TestNode.start("a", store, "offstage.store.keep", "0s")) {
      node.task(Bound.call(Jobs::note, id)).start().join(Duration.ofSeconds(30));
    }
    try (TestNode node = TestNode.start("a", store)) {
      node.task(Bound.call(Jobs::note, id)).start().join(Duration.ofSeconds(30));

      await().untilAsserted(() -> assertThat(rows("ended")).isEqualTo(1));
    }
  }

  @Test
  void a_task_that_was_cancelled_while_a_dead_node_had_it_does_not_begin_again() throws Exception {
    try (TestNode node = TestNode.start("a", store)) {
      node.task(Bound.call(Jobs::note, id)).delay(Duration.ofDays(1)).start();
    }
    store.execute(
        "update offstage_tasks set cancelled = 'customer left', execution_time = handed_at");
    try (TestNode node = TestNode.start("b", store)) {
      await().untilAsserted(() -> assertThat(rows("tasks")).isEqualTo(0));
      assertThat(store.query("select state from offstage_ended")).isEqualTo("CANCELLED");
      assertThat(store.query("select reason from offstage_ended")).isEqualTo("customer left");
    }
    assertThat(Jobs.DONE).doesNotContain(id);
  }

  private int rows(String table) throws Exception {
    return Integer.parseInt(String.valueOf(store.query("select count(*) from offstage_" + table)));
  }
}
