package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Backoff;
import dev.offstage.Bound;
import dev.offstage.NotStoredException;
import dev.offstage.Task;
import dev.offstage.Work0;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.Published;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is asked about a task that was published finds it, whichever node has it. */
@OnEveryDatabase
final class PublishedTasksTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] DATA = "anna".getBytes(StandardCharsets.UTF_8);

  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;
  private TestNode here;
  private TestNode there;

  PublishedTasksTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start() throws Exception {
    store = database.fresh();
    here = node("here");
    there = node("there");
  }

  private TestNode node(String name) {
    return TestNode.start(name, store, "offstage.store.poll", "50ms", "offstage.store.lease", "4s");
  }

  @AfterEach
  void close() {
    Jobs.open(id);
    there.close();
    here.close();
    store.close();
  }

  private void publish(Task<?> task) {
    here.store().publish(task.id(), null, DATA);
  }

  private PoolTask<?> find(TestNode node, Task<?> task) {
    Published found = Objects.requireNonNull(node.find(task.id()));
    assertThat(found.data()).isEqualTo(DATA);
    return found.task;
  }

  @Test
  void one_that_runs_elsewhere_is_seen_there_with_its_start_and_how_far_it_has_come()
      throws Exception {
    Task<String> task = here.task(Bound.call(Jobs::report, id)).start();
    publish(task);
    PoolTask<?> seen = find(there, task);

    await().untilAsserted(() -> assertThat(seen.elsewhere()).extracting("started").isNotNull());
    await()
        .untilAsserted(
            () -> assertThat(String.valueOf(seen.progress())).isEqualTo("7 of 20: page 7"));
    assertThat(seen.isDone()).isFalse();
    assertThat(find(here, task)).isSameAs(task);

    Jobs.open(id);
    await().untilAsserted(() -> assertThat(seen.status()).isEqualTo(Task.Status.SUCCEEDED));
    assertThat(seen.get()).isEqualTo(id);
    assertThat(seen.elsewhere()).extracting("finished").isNotNull();
  }

  @Test
  void one_that_has_ended_is_found_with_its_result_also_after_a_restart() throws Exception {
    Task<String> task = here.task(Bound.call(Jobs::note, id)).start();
    publish(task);
    task.join(SOON);
    here.close();
    here = node("again");

    assertThat(find(here, task).get()).isEqualTo("noted " + id);
    assertThat(find(there, task).status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  @Test
  void a_node_that_only_hands_over_finds_it() throws Exception {
    Task<String> task = here.task(Bound.call(Jobs::waitFor, id)).start();
    publish(task);
    try (TestNode gate = TestNode.start("gate", store, "offstage.pool.serve", "no")) {
      PoolTask<?> seen = find(gate, task);

      Jobs.open(id);
      await().untilAsserted(() -> assertThat(seen.isDone()).isTrue());
      assertThat(seen.get()).isEqualTo(id);
    }
  }

  @Test
  void one_that_has_failed_is_found_with_its_reason() throws Exception {
    Task<String> task = here.task(Bound.call(Jobs::failAtFirst, id, 5)).start();
    publish(task);
    await().until(task::isDone);

    PoolTask<?> seen = find(there, task);
    assertThat(seen.status()).isEqualTo(Task.Status.FAILED);
    assertThat(seen.error()).hasMessageStartingWith("java.io.IOException: attempt 1");
  }

  @Test
  void one_without_a_result_is_found_after_it_has_succeeded() throws Exception {
    Work0 nothing = Jobs::silent;
    Task<Void> task = here.pool().task(nothing).durable().start();
    publish(task);
    task.join(SOON);

    await()
        .untilAsserted(
            () -> assertThat(find(there, task).status()).isEqualTo(Task.Status.SUCCEEDED));
  }

  @Test
  void one_that_others_run_is_published_by_whoever_has_joined_it() throws Exception {
    Task<String> running = here.task(Bound.call(Jobs::waitFor, id)).key(id).start();
    await().until(() -> Jobs.DONE.contains("begun " + id));
    Task<String> joined = there.task(Bound.call(Jobs::waitFor, id)).key(id).start();
    assertThat(joined).isNotSameAs(running);
    there.store().publish(joined.id(), null, DATA);

    assertThat(find(there, joined).isDone()).isFalse();
    Jobs.open(id);
    running.join(SOON);
    assertThat(find(there, joined).get()).isEqualTo(id);
  }

  @Test
  void one_that_nobody_here_has_any_more_is_published_with_its_name() throws Exception {
    Task<String> task = here.task(Bound.call(Jobs::note, id)).delay(SOON).start();
    there.store().publish(task.id(), null, DATA);

    assertThat(find(there, task).isDone()).isFalse();
  }

  @Test
  void an_attempt_that_has_ended_is_not_shown_as_running() throws Exception {
    Task<String> task =
        here.task(Bound.call(Jobs::reportAndFail, id))
            .retries(1)
            .retryOn(IOException.class)
            .backoff(Backoff.from(SOON))
            .start();
    publish(task);
    PoolTask<?> seen = find(there, task);
    await().untilAsserted(() -> assertThat(seen.elsewhere()).extracting("started").isNotNull());

    Jobs.open(id);

    await().untilAsserted(() -> assertThat(seen.elsewhere()).extracting("started").isNull());
    assertThat(seen.isDone()).isFalse();
  }

  @Test
  void one_is_cancelled_from_anywhere() throws Exception {
    Task<String> running = here.task(Bound.call(Jobs::waitFor, id)).start();
    Task<String> waiting = here.task(Bound.call(Jobs::note, id)).delay(SOON).start();
    publish(running);
    publish(waiting);
    await().until(() -> Jobs.DONE.contains("begun " + id));

    assertThat(find(there, running).cancel("by Anna")).isTrue();
    assertThat(find(there, waiting).cancel("by Anna")).isTrue();

    await().untilAsserted(() -> assertThat(running.isCancelled()).isTrue());
    await().untilAsserted(() -> assertThat(waiting.isCancelled()).isTrue());
    assertThat(running.cause()).isEqualTo("by Anna");
    await().untilAsserted(() -> assertThat(find(there, running).cause()).isEqualTo("by Anna"));
  }

  @Test
  void one_that_is_forgotten_or_not_published_or_was_never_there_is_not_found() throws Exception {
    Task<String> task = here.task(Bound.call(Jobs::note, id)).start();
    task.join(SOON);
    assertThat(there.find(task.id())).isNull();

    publish(task);
    assertThat(find(there, task).get()).isEqualTo("noted " + id);
    there.store().forget(task.id());
    assertThat(there.find(task.id())).isNull();

    here.store().add(own(), () -> null);
    here.store().publish("nobody", own(), DATA);
    assertThat(there.find("nobody")).isNull();
  }

  @Test
  void what_is_published_has_at_most_32_kilobytes() throws Exception {
    assertThatThrownBy(() -> here.store().publish("a", null, new byte[33_000]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("What is kept of a published task has 33000 bytes; allowed: 32768");
  }

  @Test
  void where_the_database_is_away_nobody_says_that_there_is_none() throws Exception {
    Task<String> task = here.task(Bound.call(Jobs::note, id)).start();
    publish(task);
    store.execute("drop table offstage_published");

    assertThatThrownBy(() -> there.find(task.id())).isInstanceOf(NotStoredException.class);
    assertThatThrownBy(() -> publish(task)).isInstanceOf(NotStoredException.class);
  }

  /** Of no class that an application would name. */
  static String own(String text) {
    return "own " + text;
  }

  private static Method own() throws NoSuchMethodException {
    return PublishedTasksTest.class.getDeclaredMethod("own", String.class);
  }

  private PoolTask<?> startOwn(TestNode node) throws Exception {
    Plan.Draft plan = new Plan.Draft();
    plan.stored = new StoredCall(own(), null, Collections.singletonList(id));
    plan.keep = Duration.ofDays(1);
    return node.pool()
        .handOver()
        .start(node.pool().handOver().task(() -> "run by who started it", "own"), plan.done());
  }

  @Test
  void a_method_of_our_own_runs_where_it_was_added_and_nothing_is_missing() throws Exception {
    AtomicReference<@Nullable String> missing = new AtomicReference<>("no request has come yet");
    try (TestNode gate =
        TestNode.start("gate", store, "offstage.pool.serve", "no", "offstage.store.poll", "50ms")) {
      gate.store().add(own(), () -> null);
      // Before there is a task of it, as in an application: a name that was not known stays so.
      AtomicInteger asked = new AtomicInteger();
      there
          .store()
          .add(
              own(),
              () -> {
                asked.incrementAndGet();
                return missing.get();
              });
      PoolTask<?> task = startOwn(gate);
      await().until(() -> asked.get() >= 3);
      assertThat(task.isDone()).isFalse();

      missing.set(null);
      await().untilAsserted(() -> assertThat(task.isDone()).isTrue());
      assertThat(task.get()).isEqualTo("own " + id);
    }
  }

  @Test
  void where_something_is_missing_a_task_is_handed_over_and_left_to_others() throws Exception {
    here.store().add(own(), () -> "no request has come yet");
    there.store().add(own(), () -> null);

    PoolTask<?> task = startOwn(here);

    await().untilAsserted(() -> assertThat(task.isDone()).isTrue());
    assertThat(task.get()).isEqualTo("own " + id);
  }

  @Test
  void how_a_task_has_ended_is_kept_as_long_as_it_says() throws Exception {
    here.store().add(own(), () -> null);
    PoolTask<?> task = startOwn(here);
    await().until(task::isDone);

    assertThat(
            String.valueOf(
                store.query(
                    "select count(*) from offstage_ended where keep_until = ended_at + interval '1'"
                        + " day")))
        .isEqualTo("1");
  }
}
