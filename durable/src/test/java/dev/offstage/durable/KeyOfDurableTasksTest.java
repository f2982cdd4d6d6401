package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Backoff;
import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.TaskBuilder;
import dev.offstage.TaskKnownException;
import dev.offstage.WhenKnown;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of the durable tasks of a pool with one key, one waits or runs, on all nodes together. */
@OnEveryDatabase
final class KeyOfDurableTasksTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;
  private TestNode here;
  private TestNode there;

  KeyOfDurableTasksTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start() throws Exception {
    store = database.fresh();
    here = TestNode.start("here", store, "offstage.store.poll", "50ms");
    there = TestNode.start("there", store, "offstage.store.poll", "50ms");
  }

  @AfterEach
  void close() {
    Jobs.open(id);
    there.close();
    here.close();
    store.close();
  }

  private TaskBuilder<String> gated(TestNode node) {
    return node.task(Bound.call(Jobs::waitFor, id));
  }

  private TaskBuilder<String> note(TestNode node, String text) {
    return node.task(Bound.call(Jobs::note, id + text));
  }

  private long runsOf(String text) {
    return Jobs.DONE.stream().filter(text::equals).count();
  }

  private String rows() throws Exception {
    return String.valueOf(store.query("select count(*) from offstage_tasks"));
  }

  @Test
  void a_second_task_with_the_key_of_one_that_runs_joins_it_on_any_node() throws Exception {
    Task<String> first = gated(here).key("mail").start();
    await().untilAsserted(() -> assertThat(runsOf("begun " + id)).isEqualTo(1));

    Task<String> same = gated(here).key("mail").start();
    Task<String> elsewhere = gated(there).key("mail").start();

    assertThat(same).isSameAs(first);
    assertThat(elsewhere.id()).isEqualTo(first.id());
    assertThat(rows()).isEqualTo("1");
    Jobs.open(id);
    assertThat(first.join(SOON)).isEqualTo(id);
    assertThat(elsewhere.join(SOON)).isEqualTo(id);
    assertThat(runsOf("begun " + id)).isEqualTo(1);
  }

  @Test
  void a_task_that_has_ended_is_never_joined_however_it_ended() throws Exception {
    Task<String> succeeded = note(here, "a").key("k").start();
    succeeded.join(SOON);
    Task<String> again = note(there, "b").key("k").start();
    again.join(SOON);
    Task<String> cancelled = gated(here).key("k").start();
    await().untilAsserted(() -> assertThat(runsOf("begun " + id)).isEqualTo(1));
    cancelled.cancel();
    Task<String> last = note(here, "c").key("k").start();

    assertThat(last.join(SOON)).isEqualTo("noted " + id + "c");
    Task<String> waits = note(here, "d").key("k").delay(Duration.ofDays(1)).start();
    waits.cancel();
    assertThat(note(there, "e").key("k").start().join(SOON)).isEqualTo("noted " + id + "e");
    assertThat(runsOf(id + "d")).isEqualTo(0);
  }

  @Test
  void whoever_has_joined_a_task_can_cancel_it() throws Exception {
    Task<String> first = note(here, "a").key("k").delay(Duration.ofDays(1)).start();
    Task<String> joined = note(there, "a").key("k").start();

    assertThat(joined.cancel("customer left")).isTrue();

    await().untilAsserted(() -> assertThat(first.status()).isEqualTo(Task.Status.CANCELLED));
    assertThat(first.cause()).isEqualTo("customer left");
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void a_known_task_can_be_a_reason_to_refuse_the_new_one() throws Exception {
    Task<String> first = gated(here).key("k", WhenKnown.REJECT).start();

    for (TestNode node : new TestNode[] {here, there}) {
      assertThatThrownBy(() -> note(node, "a").key("k", WhenKnown.REJECT).start())
          .isInstanceOfSatisfying(
              TaskKnownException.class, e -> assertThat(e.task().id()).isEqualTo(first.id()))
          .hasMessageContaining("Pool 'default' has a task with the key 'k' already");
    }
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void a_task_that_waits_is_cancelled_when_it_is_replaced_on_any_node() throws Exception {
    Task<String> first = note(here, "a").key("k").delay(Duration.ofDays(1)).start();
    Task<String> second =
        note(there, "b").key("k", WhenKnown.REPLACE).delay(Duration.ofDays(1)).start();
    Task<String> third = note(there, "c").key("k", WhenKnown.REPLACE).start();

    assertThat(third.join(SOON)).isEqualTo("noted " + id + "c");
    for (Task<String> each : Arrays.asList(first, second)) {
      await().untilAsserted(() -> assertThat(each.status()).isEqualTo(Task.Status.CANCELLED));
      assertThat(each.cause()).isEqualTo("replaced");
    }
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void a_task_that_runs_is_left_alone_and_the_new_one_is_beside_it() throws Exception {
    Task<String> running = gated(here).key("k").start();
    await().untilAsserted(() -> assertThat(runsOf("begun " + id)).isEqualTo(1));

    Task<String> beside = note(there, "b").key("k", WhenKnown.REPLACE).start();

    assertThat(beside.join(SOON)).isEqualTo("noted " + id + "b");
    Jobs.open(id);
    assertThat(running.join(SOON)).isEqualTo(id);
  }

  @Test
  void a_task_in_the_queue_of_its_node_is_replaced_too() throws Exception {
    try (TestNode busy =
        TestNode.start("busy", store, "offstage.pool.size", "1", "offstage.store.lease", "2s")) {
      gated(busy).start();
      await().untilAsserted(() -> assertThat(runsOf("begun " + id)).isEqualTo(1));
      Task<String> own = note(busy, "a").key("own").start();
      Task<String> others = note(busy, "b").key("others").start();
      note(busy, "c").key("own", WhenKnown.REPLACE).start();
      assertThat(own.status()).isEqualTo(Task.Status.CANCELLED);
      note(there, "d").key("others", WhenKnown.REPLACE).start().join(SOON);

      await().untilAsserted(() -> assertThat(others.status()).isEqualTo(Task.Status.CANCELLED));
      Jobs.open(id);
      await().untilAsserted(() -> assertThat(rows()).isEqualTo("0"));
      assertThat(runsOf(id + "a") + runsOf(id + "b")).isEqualTo(0);
    }
  }

  @Test
  void a_task_that_waits_for_its_next_attempt_keeps_its_key() throws Exception {
    Task<String> task =
        here.task(Bound.call(Jobs::failAtFirst, id, 1))
            .key("k")
            .retries(1)
            .backoff(Backoff.from(Duration.ofDays(1)))
            .start();
    await()
        .untilAsserted(
            () ->
                assertThat(store.query("select consecutive_failures from offstage_tasks"))
                    .isEqualTo("1"));

    assertThat(note(here, "a").key("k").start()).isSameAs(task);
    assertThat(note(there, "a").key("k").start().id()).isEqualTo(task.id());
  }

  @Test
  void keys_are_told_apart_to_the_last_character() throws Exception {
    String[] keys = {"k", "K", "k ", "k\0", "\ud800", "\udfff", "ä", "a"};
    for (int i = 0; i < keys.length; i++) {
      gated(here).key(keys[i]).delay(Duration.ofDays(1)).start();
    }

    assertThat(rows()).isEqualTo(Integer.toString(keys.length));
    for (String key : keys) {
      gated(there).key(key).start();
    }
    assertThat(rows()).isEqualTo(Integer.toString(keys.length));
  }

  @Test
  void the_same_key_in_two_pools_is_two_keys() throws Exception {
    note(here, "a").key("k").delay(Duration.ofDays(1)).start();
    try (TestNode more = TestNode.start("more", store, "offstage.pool.other.size", "1")) {
      String text = id + "b";
      Task<String> other =
          more.pool("other").task(Bound.call(Jobs::note, text)).durable().key("k").start();

      assertThat(other.join(SOON)).isEqualTo("noted " + text);
    }
  }

  @Test
  void of_many_threads_of_two_nodes_with_one_key_one_hands_its_task_over() throws Exception {
    int keys = 10;
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<List<Task<String>>>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        TestNode node = i % 2 == 0 ? here : there;
        all.add(
            threads.submit(
                () -> {
                  List<Task<String>> tasks = new ArrayList<>();
                  for (int n = 0; n < 3 * keys; n++) {
                    tasks.add(gated(node).key("k" + n % keys).start());
                  }
                  return tasks;
                }));
      }
      List<Task<String>> tasks = new ArrayList<>();
      for (Future<List<Task<String>>> each : all) {
        tasks.addAll(each.get());
      }

      assertThat(rows()).isEqualTo(Integer.toString(keys));
      assertThat(tasks.stream().map(Task::id).distinct()).hasSize(keys);
      Jobs.open(id);
      for (Task<String> each : tasks) {
        assertThat(each.join(SOON)).isEqualTo(id);
      }
      assertThat(runsOf("begun " + id)).isEqualTo(keys);
    } finally {
      threads.shutdownNow();
    }
  }
}
