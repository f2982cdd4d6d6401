package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.sql.Dialect;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others have taken a task over while its work still runs here. */
@OnEveryDatabase
final class LostLeaseTest {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final int THREADS = 4;

  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
  private TestDatabase store;
  private TestNode node;

  LostLeaseTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start() throws Exception {
    store = database.fresh();
    node = TestNode.start("a", store, "offstage.store.lease", "2s");
  }

  @AfterEach
  void close() {
    other.shutdownNow();
    Jobs.open(id);
    node.close();
    store.close();
  }

  private Task<String> running() {
    Task<String> task = node.task(Bound.call(Jobs::waitFor, id)).start();
    await().atMost(MOST).untilAsserted(() -> assertThat(begun()).isEqualTo(1));
    return task;
  }

  private long begun() {
    return Jobs.DONE.stream().filter(("begun " + id)::equals).count();
  }

  private void takeOver() throws Exception {
    store.execute("update offstage_tasks set picked_by = 'other', version = version + 1");
    ScheduledFuture<?> unused =
        other.scheduleWithFixedDelay(this::beat, 200, 200, TimeUnit.MILLISECONDS);
  }

  /** As the one who has taken over. */
  private void beat() {
    try (Connection connection = store.connect();
        PreparedStatement update =
            connection.prepareStatement(
                "update offstage_tasks set last_heartbeat = ? where picked_by = 'other'")) {
      Dialect.of(connection).setInstant(update, 1, Instant.now());
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void its_end_does_not_count_and_whoever_waits_hears_of_the_other_one() throws Exception {
    Task<String> task = running();
    takeOver();
    Jobs.open(id);

    await().atMost(MOST).until(() -> task.status() == Task.Status.QUEUED);
    assertThat(rows()).isEqualTo("1");
    store.execute(
        "insert into offstage_ended (task_instance, task_name, state, ended_at) select"
            + " task_instance, task_name, 'SUCCEEDED', handed_at from offstage_tasks");
    store.execute("delete from offstage_tasks");
    await().atMost(MOST).until(task::isDone);
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  @Test
  void whoever_waits_for_a_result_that_nobody_knows_any_more_is_told_so() throws Exception {
    Task<String> task = running();
    takeOver();
    Jobs.open(id);

    await().atMost(MOST).until(() -> task.status() == Task.Status.QUEUED);
    store.execute("delete from offstage_tasks");
    await().atMost(MOST).until(task::isDone);
    assertThat(task.error()).hasMessage("It has ended, and how is not known any more");
  }

  @Test
  void its_thread_is_free_afterwards() throws Exception {
    Task<String> task = running();
    takeOver();
    Jobs.open(id);
    await().atMost(MOST).until(() -> task.status() == Task.Status.QUEUED);

    List<Task<String>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(node.task(Bound.call(Jobs::waitFor, id + i)).start());
    }
    await()
        .atMost(MOST)
        .until(() -> all.stream().allMatch(each -> each.status() == Task.Status.RUNNING));
    for (int i = 0; i < THREADS; i++) {
      Jobs.open(id + i);
      assertThat(all.get(i).join(MOST)).isEqualTo(id + i);
    }
  }

  @Test
  void a_cancellation_goes_to_whoever_has_it() throws Exception {
    Task<String> task = running();
    takeOver();
    Jobs.open(id);
    await().atMost(MOST).until(() -> task.status() == Task.Status.QUEUED);

    assertThat(task.cancel("no longer needed")).isTrue();

    assertThat(store.query("select cancelled from offstage_tasks")).isEqualTo("no longer needed");
  }

  @Test
  void a_node_that_gets_its_own_task_back_runs_it_beside_the_old_attempt() throws Exception {
    Task<String> task = running();
    store.execute(
        "update offstage_tasks set picked = false, picked_by = null, version = version + 1");

    await().atMost(MOST).untilAsserted(() -> assertThat(begun()).isEqualTo(2));
    Jobs.open(id);

    assertThat(task.join(MOST)).isEqualTo(id);
    await().atMost(MOST).untilAsserted(() -> assertThat(rows()).isEqualTo("0"));
    assertThat(store.query("select count(*) from offstage_ended")).isEqualTo("1");
  }

  private String rows() throws Exception {
    return String.valueOf(store.query("select count(*) from offstage_tasks"));
  }
}
