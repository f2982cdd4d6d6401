package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Background;
import dev.offstage.Offstage;
import dev.offstage.Recurring;
import dev.offstage.Task;
import dev.offstage.Work0;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import dev.offstage.testing.Snippets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The examples of docs/durable.md run here. */
final class DurableDocTest {
  private static final List<String> SENT = new CopyOnWriteArrayList<>();

  private final Order order = new Order(7);
  private final Orders orders = new Orders();
  private TestDatabase store;
  private TestNode node;

  /** What the mail is about. */
  public static final class Order {
    int id;

    Order() {}

    Order(int id) {
      this.id = id;
    }
  }

  private static final class Orders {
    void save(Order which) {
      SENT.add("saved " + which.id);
    }
  }

  // snippet: mark
  static class Mails {
    @Background(durable = true)
    static void send(Order order) throws IOException {
      deliver(order);
    }
  }

  // end

  static class Reports {
    @Background(durable = true)
    static void daily() {
      SENT.add("report");
    }
  }

  private static void deliver(Order order) {
    SENT.add("sent " + order.id);
  }

  @BeforeEach
  void start() throws Exception {
    store = Database.H2.fresh();
    node = TestNode.inJndi(store);
    node.makeCurrent();
    SENT.clear();
  }

  @AfterEach
  void close() {
    node.close();
    store.close();
  }

  @Test
  void a_task() throws Exception {
    // snippet: first
    Task<Void> mail = Offstage.task(Mails::send, order).durable().start();
    // end
    mail.join(Duration.ofSeconds(30));

    assertThat(SENT).containsExactly("sent 7");
  }

  @Test
  void with_options() throws Exception {
    // snippet: options
    Offstage.task(Mails::send, order)
        .durable()
        .name("mail " + order.id)
        .retries(5)
        .retryOn(IOException.class)
        .timeout(Duration.ofSeconds(30))
        .delay(Duration.ofMillis(100))
        .start();
    // end
    await().untilAsserted(() -> assertThat(SENT).containsExactly("sent 7"));
  }

  @Test
  void in_a_transaction() throws Exception {
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(store.dataSource()));
    // snippet: transaction
    transaction.execute(
        status -> {
          orders.save(order);
          return Offstage.task(Mails::send, order).durable().start();
        });
    // end
    await().untilAsserted(() -> assertThat(SENT).containsExactly("saved 7", "sent 7"));
  }

  @Test
  void again_and_again() throws Exception {
    // snippet: again
    Work0 report = Reports::daily; // a method without arguments
    Recurring daily = Offstage.task(report).durable().name("daily").cron("0 6 * * *");
    // end
    assertThat(daily.next()).isNotNull();
    store.execute(
        "update offstage_tasks set execution_time = '2020-01-01 00:00:00',"
            + " queue_time = '2020-01-01 00:00:00'");
    await().untilAsserted(() -> assertThat(SENT).containsExactly("report"));
  }

  @Test
  void the_page_shows_these_examples_and_no_others() throws Exception {
    Snippets.assertSame("durable.md", DurableDocTest.class);
  }
}
