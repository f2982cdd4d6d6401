package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.TaskBuilder;
import dev.offstage.WhenKnown;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** The application's DataSource is the store's, and Spring has a transaction on it. */
@OnEveryDatabase
final class TransactionalTasksTest {
  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;
  private TestNode node;
  private TransactionTemplate transaction;

  TransactionalTasksTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start() throws Exception {
    store = database.fresh();
    node = TestNode.inJndi(store);
    transaction = new TransactionTemplate(new DataSourceTransactionManager(store.dataSource()));
  }

  @AfterEach
  void close() {
    if (node != null) {
      node.close();
    }
    store.close();
  }

  @Test
  void a_task_of_a_transaction_starts_after_its_commit_and_not_before() throws Exception {
    Task<String> task =
        transaction.execute(
            status -> {
              Task<String> inside = handOver();
              assertThat(rows()).isEqualTo("0");
              assertThat(Jobs.DONE).doesNotContain(id);
              return inside;
            });

    assertThat(task.join(Duration.ofSeconds(30))).isEqualTo("noted " + id);
    await().untilAsserted(() -> assertThat(rows()).isEqualTo("0"));
  }

  @Test
  void a_task_of_a_transaction_that_is_rolled_back_has_never_been_there() throws Exception {
    Task<String> task =
        transaction.execute(
            status -> {
              status.setRollbackOnly();
              return handOver();
            });

    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(task.cause()).isEqualTo("rolled back");
    assertThat(rows()).isEqualTo("0");
    assertThat(Jobs.DONE).doesNotContain(id);
  }

  @Test
  void a_key_that_is_taken_does_no_harm_to_the_transaction_that_asks_for_it() throws Exception {
    store.execute("create table orders (id varchar(50))");
    Task<String> known = keyed().delay(Duration.ofDays(1)).start();

    List<Task<String>> tasks =
        transaction.execute(
            status -> {
              List<Task<String>> inside = new ArrayList<>();
              inside.add(keyed().start());
              inside.add(node.task(Bound.call(Jobs::note, id)).key("new").start());
              inside.add(node.task(Bound.call(Jobs::note, id)).key("new").start());
              insertOrder();
              return inside;
            });

    assertThat(tasks.get(0)).isSameAs(known);
    assertThat(tasks.get(2)).isSameAs(tasks.get(1));
    assertThat(tasks.get(1).join(Duration.ofSeconds(30))).isEqualTo("noted " + id);
    assertThat(Jobs.DONE).filteredOn(id::equals).hasSize(1);
    assertThat(store.query("select count(*) from orders")).isEqualTo("1");
  }

  @Test
  void a_key_is_free_again_once_its_transaction_is_rolled_back() throws Exception {
    transaction.execute(
        status -> {
          status.setRollbackOnly();
          return keyed().start();
        });

    assertThat(keyed().start().join(Duration.ofSeconds(30))).isEqualTo("noted " + id);
  }

  @Test
  void a_task_with_the_key_of_an_open_transaction_waits_for_its_end() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      List<Future<Task<String>>> later = new ArrayList<>();
      Task<String> first =
          transaction.execute(
              status -> {
                Task<String> inside = keyed().delay(Duration.ofDays(1)).start();
                later.add(other.submit(() -> keyed().start()));
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                assertThat(later.get(0).isDone()).isFalse();
                return inside;
              });

      assertThat(later.get(0).get().id()).isEqualTo(first.id());
      assertThat(rows()).isEqualTo("1");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void a_task_that_is_replaced_in_a_transaction_that_is_rolled_back_stays() throws Exception {
    Task<String> known = keyed().delay(Duration.ofDays(1)).start();
    transaction.execute(
        status -> {
          status.setRollbackOnly();
          return node.task(Bound.call(Jobs::note, id)).key("k", WhenKnown.REPLACE).start();
        });

    assertThat(keyed().start()).isSameAs(known);
    assertThat(known.status()).isEqualTo(Task.Status.QUEUED);
  }

  private TaskBuilder<String> keyed() {
    return node.task(Bound.call(Jobs::note, id)).key("k");
  }

  /** A statement of the application's own. */
  private void insertOrder() {
    Connection connection = DataSourceUtils.getConnection(store.dataSource());
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into orders values ('1')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Task<String> handOver() {
    return node.task(Bound.call(Jobs::note, id)).start();
  }

  private String rows() {
    try {
      return String.valueOf(store.query("select count(*) from offstage_tasks"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
