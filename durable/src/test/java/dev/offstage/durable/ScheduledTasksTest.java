package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Backoff;
import dev.offstage.Bound;
import dev.offstage.Recurring;
import dev.offstage.TaskBuilder;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Durable tasks that come again, once for all nodes. */
@OnEveryDatabase
final class ScheduledTasksTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofDays(1);
  private static final String MIDNIGHT = "0 0 * * *";

  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;

  ScheduledTasksTest(Database database) {
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

  private TestNode node(String name) {
    return TestNode.start(name, store, "offstage.store.poll", "50ms", "offstage.store.lease", "2s");
  }

  private Recurring every(TestNode node, Duration interval) {
    return node.task(Bound.call(Jobs::note, id)).name("digest").every(interval);
  }

  private long times(String text) {
    return Collections.frequency(Jobs.DONE, text);
  }

  private String query(String what) throws SQLException {
    return String.valueOf(store.query("select " + what + " from offstage_tasks"));
  }

  /** As if nobody had been there when its times came. */
  private void makeDue() throws SQLException {
    store.execute(
        "update offstage_tasks set execution_time = '2020-01-01 00:00:00',"
            + " queue_time = '2020-01-01 00:00:00'");
  }

  private void awaitTimes(int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> times(id) >= count && query("count(picked_by)").equals("0"));
    assertThat(times(id)).isEqualTo(count);
  }

  @Test
  void nodes_that_all_register_it_have_one_and_each_time_comes_on_one_of_them() throws Exception {
    try (TestNode first = node("a");
        TestNode second = node("b")) {
      Thread other = new Thread(() -> every(second, LONG));
      other.start();
      Recurring digest = every(first, LONG);
      other.join();

      assertThat(query("count(*)")).isEqualTo("1");
      for (int i = 1; i <= 4; i++) {
        makeDue();
        awaitTimes(i);
        assertThat(digest.next()).isAfter(Instant.now());
      }
      first.close();
      makeDue();
      awaitTimes(5);
    }
  }

  @Test
  void it_comes_again_so_much_after_each_end_also_after_a_failure() throws Exception {
    try (TestNode node = node("a")) {
      node.task(Bound.call(Jobs::failAtFirst, id, 1)).name("digest").every(SOON);

      await().until(() -> times(id) >= 3);
    }
    assertThat(query("consecutive_failures")).isEqualTo("0");
  }

  @Test
  void an_attempt_that_fails_is_tried_again_before_the_next_time() throws Exception {
    try (TestNode node = node("a")) {
      node.task(Bound.call(Jobs::failAtFirst, id, 1))
          .name("digest")
          .retries(1)
          .backoff(Backoff.from(Duration.ofMillis(1)))
          .cron(MIDNIGHT);
      makeDue();

      awaitTimes(2);
    }
  }

  @Test
  void times_at_which_no_node_was_there_are_made_up_for_once() throws Exception {
    try (TestNode node = node("a")) {
      node.task(Bound.call(Jobs::note, id)).name("digest").cron(MIDNIGHT);
    }
    makeDue();
    try (TestNode node = node("a")) {
      Recurring digest = node.task(Bound.call(Jobs::note, id)).name("digest").cron(MIDNIGHT);

      awaitTimes(1);
      assertThat(digest.next()).isAfter(Instant.now());
    }
  }

  @Test
  void it_goes_on_when_a_node_has_died_with_it() throws Exception {
    try (TestNode node = node("a")) {
      Recurring digest = every(node, LONG);
      store.execute(
          "update offstage_tasks set picked = true, picked_by = 'dead@1', version = version + 1,"
              + " execution_time = '2020-01-01 00:00:00', queue_time = '2020-01-01 00:00:00',"
              + " last_heartbeat = '2020-01-01 00:00:00'");

      awaitTimes(1);
      assertThat(query("crashes")).isEqualTo("0");
      assertThat(digest.next()).isAfter(Instant.now());
    }
  }

  @Test
  void work_that_the_end_of_its_node_interrupts_is_run_by_another_one_and_then_it_goes_on()
      throws Exception {
    try (TestNode node = TestNode.start("a", store, "offstage.drain", "100ms")) {
      node.task(Bound.call(Jobs::waitFor, id)).name("digest").every(LONG);
      makeDue();
      await().until(() -> times("begun " + id) == 1);
    }
    Jobs.open(id);
    try (TestNode node = node("b")) {
      await().until(() -> times("ended " + id) == 1);
      await().until(() -> query("count(picked_by)").equals("0"));
      assertThat(query("version")).isEqualTo("5");
    }
  }

  @Test
  void the_latest_one_that_is_registered_counts_and_the_same_one_keeps_its_next_time()
      throws Exception {
    try (TestNode old = node("a");
        TestNode node = node("b")) {
      Recurring digest = every(old, LONG);
      Instant next = digest.next();
      every(node, LONG);
      assertThat(digest.next()).isEqualTo(next);

      every(node, Duration.ofDays(2));
      assertThat(digest.next()).isAfter(next);
      node.task(Bound.call(Jobs::note, id + "new")).name("digest").every(Duration.ofDays(2));
      makeDue();
      await().until(() -> times(id + "new") == 1);
      assertThat(times(id)).isZero();

      node.task(Bound.call(Jobs::pause, 1)).name("digest").every(LONG);
      assertThat(query("count(*)")).isEqualTo("1");
      assertThat(query("task_name")).endsWith("Jobs.pause");
      assertThat(digest.next()).isNull();
    }
  }

  @Test
  void a_new_schedule_also_counts_for_a_node_that_runs_it_just_now() throws Exception {
    try (TestNode old = node("a");
        TestNode node = node("b")) {
      Recurring digest = old.task(Bound.call(Jobs::waitFor, id)).name("digest").every(SOON);
      await().until(() -> times("begun " + id) == 1);

      node.task(Bound.call(Jobs::waitFor, id)).name("digest").every(LONG);
      Jobs.open(id);
      await().until(() -> query("count(picked_by)").equals("0"));
      assertThat(digest.next()).isAfter(Instant.now().plus(Duration.ofHours(1)));
    }
  }

  @Test
  void once_it_is_cancelled_it_does_not_come_again_and_what_runs_goes_on() throws Exception {
    try (TestNode node = node("a");
        TestNode other = node("b")) {
      Recurring free = every(node, LONG);
      free.cancel();
      assertThat(query("count(*)")).isEqualTo("0");
      assertThat(free.next()).isNull();

      Recurring digest = node.task(Bound.call(Jobs::waitFor, id)).name("digest").every(SOON);
      await().until(() -> times("begun " + id) == 1);
      other.task(Bound.call(Jobs::waitFor, id)).name("digest").every(SOON).cancel();
      assertThat(query("count(*)")).isEqualTo("1");
      Jobs.open(id);
      await().until(() -> query("count(*)").equals("0"));
      assertThat(times("ended " + id)).isEqualTo(1);
      assertThat(digest.next()).isNull();
    }
  }

  @Test
  void one_that_was_parked_comes_again_when_it_is_registered_again() throws Exception {
    try (TestNode node = node("a")) {
      for (int i = 0; i < 2; i++) {
        every(node, LONG);
        store.execute(
            "update offstage_tasks set picked = true, picked_by = 'dead@1', version = version + 1,"
                + " crashes = 2, last_heartbeat = '2020-01-01 00:00:00'");
        await().atMost(Duration.ofSeconds(30)).until(() -> query("count(*)").equals("0"));
        assertThat(store.query("select state from offstage_ended")).isEqualTo("PARKED");
      }
      every(node, LONG);
      makeDue();
      awaitTimes(1);
    }
  }

  @Test
  void a_key_or_an_order_is_refused_beside_the_name() throws Exception {
    try (TestNode node = node("a")) {
      for (TaskBuilder<String> each :
          Arrays.asList(
              node.task(Bound.call(Jobs::note, id)).key("one"),
              node.task(Bound.call(Jobs::note, id)).orderBy("one"))) {
        assertThatThrownBy(() -> each.name("digest").every(LONG))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("key and orderBy are not for durable tasks that come again");
      }
    }
  }

  @Test
  void what_no_server_could_know_again_is_refused() throws Exception {
    try (TestNode node = node("a")) {
      assertThatThrownBy(() -> node.task(Bound.call(Jobs::note, id)).every(LONG))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "every needs a name if the task is durable, by which all servers know it, such as"
                  + " name(\"digest\")");
      assertThatThrownBy(
              () -> node.task(Bound.call(Jobs::note, id)).name("digest").cron("0 0 31 2 *"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is at no time: there is no such day");
      Recurring digest = every(node, LONG);
      assertThatThrownBy(digest::runNow)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("no runNow; allowed: hand the task over with start()");
    }
  }
}
