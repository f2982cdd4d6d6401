package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
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
