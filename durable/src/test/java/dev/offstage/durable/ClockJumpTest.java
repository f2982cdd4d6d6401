package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock of the database is set while tasks run; all nodes go by it. */
final class ClockJumpTest {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final int HOURS = 10;

  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;
  private TestNode first;
  private TestNode second;

  @BeforeEach
  void start() throws Exception {
    store = Database.POSTGRESQL.fresh();
    // PostgreSQL's own function comes last, so that theirs is another one.
    for (String statement :
        Arrays.asList(
            "create schema jumping",
            "create table jumping.clock (hours int)",
            "insert into jumping.clock values (0)",
            "create function jumping.clock_timestamp() returns timestamptz language sql as"
                + " 'select pg_catalog.clock_timestamp() + hours * interval ''1 hour'' from"
                + " jumping.clock'",
            "alter database " + store.name() + " set search_path = public, jumping, pg_catalog")) {
      store.execute(statement);
    }
    first = TestNode.start("first", store, "offstage.store.lease", "1s");
    second = TestNode.start("second", store, "offstage.store.lease", "1s");
  }

  @AfterEach
  void close() {
    Jobs.open(id);
    second.close();
    first.close();
    store.close();
  }

  private void setClock(int hours) throws Exception {
    store.execute("update jumping.clock set hours = " + hours);
  }

  @Test
  void a_clock_that_is_set_forward_makes_no_living_node_dead() throws Exception {
    Task<String> task = first.task(Bound.call(Jobs::waitFor, id)).start();
    await().atMost(MOST).until(() -> task.status() == Task.Status.RUNNING);

    for (int hours = 1; hours <= HOURS; hours++) {
      setClock(hours);
      // Until the node was heard for half a lease with the new time.
      String later = store.query("select clock_timestamp() + interval '500 ms'");
      String heard =
          "select count(*) from offstage_tasks where last_heartbeat > '" + later + "'::timestamptz";
      await().atMost(MOST).until(() -> "1".equals(store.query(heard)));
    }

    assertThat(store.query("select crashes from offstage_tasks")).isEqualTo("0");
    Jobs.open(id);
    assertThat(task.join(MOST)).isEqualTo(id);
    assertThat(Jobs.DONE.stream().filter(("begun " + id)::equals)).hasSize(1);
  }

  @Test
  void what_a_dead_node_has_left_is_run_although_the_clock_was_set_back() throws Exception {
    Task<String> task =
        first.task(Bound.call(Jobs::waitFor, id)).delay(Duration.ofHours(1)).start();
    Jobs.open(id);
    store.execute(
        "update offstage_tasks set picked = true, picked_by = 'dead', last_heartbeat ="
            + " clock_timestamp(), execution_time = clock_timestamp() - interval '2 hours',"
            + " queue_time = clock_timestamp() - interval '2 hours'");
    setClock(-1);

    assertThat(task.join(MOST)).isEqualTo(id);
  }
}
