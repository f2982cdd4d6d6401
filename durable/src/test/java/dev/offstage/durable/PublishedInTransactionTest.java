package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** The store's DataSource gives each thread the connection of its transaction, as those of JTA. */
@OnEveryDatabase
final class PublishedInTransactionTest {
  private static final byte[] DATA = {1};

  private final Database database;
  private TestDatabase store;
  private TestNode node;
  private DataSource source;

  PublishedInTransactionTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start() throws Exception {
    store = database.fresh();
    store.execute("create table orders (id varchar(50))");
    source = new TransactionAwareDataSourceProxy(store.dataSource());
    node = TestNode.inJndi(store, source);
  }

  @AfterEach
  void close() {
    node.close();
    store.close();
  }

  @Test
  void what_is_published_is_no_part_of_the_callers_transaction() throws Exception {
    String id = UUID.randomUUID().toString();
    Task<String> task = node.task(Bound.call(Jobs::note, id)).start();
    task.join(Duration.ofSeconds(30));

    new TransactionTemplate(new DataSourceTransactionManager(source))
        .executeWithoutResult(
            status -> {
              new JdbcTemplate(source).update("insert into orders (id) values ('a')");
              node.store().publish(task.id(), null, DATA);
              assertThat(node.find(task.id())).isNotNull();
              status.setRollbackOnly();
            });

    assertThat(node.find(task.id())).isNotNull();
    assertThat(store.query("select count(*) from orders")).isEqualTo("0");
  }
}
