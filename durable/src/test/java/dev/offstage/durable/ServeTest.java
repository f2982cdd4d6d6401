package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Pool;
import dev.offstage.PoolClosedException;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that only hands over, and leaves the work to others. */
@OnEveryDatabase
final class ServeTest {
  private static final String SERVE = "offstage.pool.serve";
  private static final String LOOK_OFTEN = "offstage.store.poll";

  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;

  ServeTest(Database database) {
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
  void a_task_waits_until_there_is_a_node_that_serves_its_pool() throws Exception {
    try (TestNode web = TestNode.start("web", store, SERVE, "no", LOOK_OFTEN, "50ms")) {
      Task<String> first = web.task(Bound.call(Jobs::note, id)).start();
      Task<Integer> then = first.then(String::length);
      Task<String> later =
          web.task(Bound.call(Jobs::note, id + "b")).delay(Duration.ofMillis(1)).start();

      assertThat(store.query("select count(*) from offstage_tasks where picked = false"))
          .isEqualTo("2");
      assertThat(web.pool().running() + web.pool().queued()).isZero();
      try (TestNode worker = TestNode.start("worker", store)) {
        assertThat(first.join(Duration.ofSeconds(30))).isEqualTo("noted " + id);
        assertThat(later.join(Duration.ofSeconds(30))).isEqualTo("noted " + id + "b");
        assertThat(then.join(Duration.ofSeconds(30))).isEqualTo(("noted " + id).length());
      }
      assertThat(store.query("select count(*) from offstage_ended where ended_by like 'worker@%'"))
          .isEqualTo("2");
    }
  }

  @Test
  void only_the_pool_that_says_so_is_left_to_others() throws Exception {
    try (TestNode web = TestNode.start("web", store, "offstage.pool.mail.serve", "no")) {
      Task<String> mail = web.pool("mail").task(Bound.call(Jobs::note, id)).durable().start();
      Task<String> own = web.task(Bound.call(Jobs::note, id + "own")).start();

      assertThat(own.join(Duration.ofSeconds(30))).isEqualTo("noted " + id + "own");
      assertThat(mail.status()).isEqualTo(Task.Status.QUEUED);
      assertThat(mail.cancel("customer left")).isTrue();
      await()
          .untilAsserted(
              () -> assertThat(store.query("select count(*) from offstage_tasks")).isEqualTo("0"));
    }
  }

  @Test
  void a_task_that_is_not_durable_is_refused_and_the_message_says_why() throws Exception {
    try (TestNode web = TestNode.start("web", store, SERVE, "no")) {
      web.makeCurrent();
      Callable<String> work = () -> id;
      List<Consumer<Pool>> refused =
          Arrays.asList(
              pool -> pool.call(work),
              pool -> pool.map(Arrays.asList(1, 2), number -> number),
              pool -> pool.asExecutorService().execute(() -> {}),
              pool -> pool.task(work).delay(Duration.ofMillis(1)).start(),
              pool -> pool.task(work).orderBy("o").start(),
              pool -> pool.task(work).prepare(),
              pool -> pool.task(work).every(Duration.ofMinutes(1)));
      for (Consumer<Pool> each : refused) {
        assertThatThrownBy(() -> each.accept(web.pool()))
            .isInstanceOf(PoolClosedException.class)
            .hasMessageContaining("which is not durable")
            .hasMessageContaining("setting offstage.pool.serve = no");
      }
      Pool own = Pool.builder("own").build();
      assertThat(own.call(work).join(Duration.ofSeconds(30))).isEqualTo(id);
      own.terminate();
    }
  }

  @Test
  void a_redirected_call_that_is_not_durable_runs_inline_and_the_log_says_why() throws Exception {
    try (TestNode web = TestNode.start("web", store, SERVE, "no");
        LogRecords log = new LogRecords()) {
      assertThat(web.pool().handOver().offer(web.pool().handOver().task(() -> id, null), null))
          .isNull();

      assertThat(log.messages())
          .anyMatch(
              line ->
                  line.contains("pool 'default' takes durable tasks only")
                      && line.contains("1 task ran on the thread that handed it over")
                      && line.contains("offstage.pool.serve=no"));
    }
  }
}
