package dev.offstage.durable.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.offstage.internal.commit.Outcome;
import dev.offstage.testing.Jndi;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in transactions of real managers of JTA, in either namespace. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.offstage.durable.join.JtaServer#names")
class JoinJtaTest {
  @Parameter String name;

  private JtaServer server;
  private Rows rows;
  private DataSource store;
  private Enqueuing tasks;
  private @Nullable String joinedAfter = "not asked";

  @BeforeEach
  void start() throws Exception {
    rows = new Rows();
    server = JtaServer.named(name);
    server.inWebapp(
        () -> {
          store = server.pool(rows.database);
          tasks = new Enqueuing(store, true);
        });
    Jndi.install();
    Jndi.NAMES.put("java:comp/TransactionSynchronizationRegistry", server.registry());
  }

  @AfterEach
  void stop() throws Exception {
    Jndi.uninstall();
    Named.call(store, "close");
    server.close();
    rows.close();
  }

  private void write(String id) throws SQLException {
    try (Connection connection = store.getConnection()) {
      Rows.insert(id).apply(connection);
    }
  }

  private void assertJoins(String id) throws SQLException {
    assertThat(tasks.enqueue(id)).isEqualTo("jta");
    assertThat(rows.visible()).doesNotContain(id);
  }

  /** The ends that are told: Atomikos tells its registry of no rollback. */
  private List<Outcome> withRollback(Outcome... before) {
    List<Outcome> told = new ArrayList<>(Arrays.asList(before));
    if (!name.startsWith("atomikos")) {
      told.add(Outcome.ROLLED_BACK);
    }
    return told;
  }

  private void assertJoinsNone(DataSource pool, boolean autoCommit) throws Exception {
    assertThat(new Enqueuing(pool, autoCommit).enqueue("mail")).isNull();
  }

  @Test
  void outside_of_a_transaction_there_is_none_to_join() throws Exception {
    server.inWebapp(
        () -> {
          try (Connection connection = store.getConnection()) {
            assertThat(EnlistedConnections.isEnlisted(connection)).isFalse();
          }
          assertThat(tasks.enqueue("mail")).isNull();
        });
  }

  @Test
  void connections_that_nothing_was_written_with_go_back_to_the_pool() throws Exception {
    server.inWebapp(
        () -> {
          for (int i = 0; i < 10; i++) {
            server.begin();
            try (JoinedTransaction unused = new Joining(store, true).current()) {
              assertThat(unused).isNotNull();
            }
            server.commit();
          }
        });
  }

  @Test
  void a_row_is_committed_with_what_the_caller_writes() throws Exception {
    server.inWebapp(
        () -> {
          server.begin();
          write("order");
          assertJoins("mail");
          assertJoins("letter");
          assertThat(tasks.ends).isEmpty();
          server.commit();
        });

    assertThat(rows.visible()).containsExactly("letter", "mail", "order");
    assertThat(tasks.ends).containsExactly(Outcome.COMMITTED, Outcome.COMMITTED);
  }

  @Test
  void a_row_is_rolled_back_with_what_the_caller_writes() throws Exception {
    server.inWebapp(
        () -> {
          server.begin();
          assertJoins("mail");
          write("order");
          server.rollback();
        });

    assertThat(rows.visible()).isEmpty();
    assertThat(tasks.ends).isEqualTo(withRollback());
  }

  @Test
  void a_new_transaction_inside_of_one_that_fails_is_committed() throws Exception {
    server.inWebapp(
        () -> {
          server.begin();
          assertJoins("outer");
          Object outer = Named.call(server.manager(), "suspend");
          assertThat(tasks.enqueue("none")).isNull();
          server.begin();
          assertJoins("inner");
          server.commit();
          Named.call(server.manager(), "resume", outer);
          server.rollback();
          assertThat(tasks.enqueue("none")).isNull();
        });

    assertThat(rows.visible()).containsExactly("inner");
    assertThat(tasks.ends).isEqualTo(withRollback(Outcome.COMMITTED));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_row_in_a_transaction_that_is_marked_is_never_there(boolean known) throws Exception {
    server.inWebapp(
        () -> {
          server.begin();
          if (known) {
            assertJoins("before");
          }
          Named.call(server.manager(), "setRollbackOnly");
          String how = enqueueMarked();
          assertThat(how).isIn("jta", "refused");
          server.rollback();
        });

    assertThat(rows.visible()).isEmpty();
    assertThat(tasks.ends).isSubsetOf(Outcome.ROLLED_BACK);
  }

  /** Some managers take no more connections then. */
  private @Nullable String enqueueMarked() {
    try {
      return tasks.enqueue("mail");
    } catch (SQLException e) {
      return "refused";
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_pool_that_takes_no_part_is_not_joined(boolean autoCommit) throws Exception {
    try (HikariDataSource plain = new HikariDataSource()) {
      plain.setDataSource(rows.database);
      plain.setAutoCommit(autoCommit);
      server.inWebapp(
          () -> {
            server.begin();
            assertJoinsNone(plain, autoCommit);
            server.commit();
          });
    }
  }

  @Test
  void what_is_called_after_the_end_is_in_no_transaction() throws Exception {
    server.inWebapp(
        () -> {
          server.begin();
          tasks.enqueue("order", this::enqueueAfter);
          server.commit();
        });

    assertThat(tasks.ends).containsExactly(Outcome.COMMITTED);
    assertThat(joinedAfter).isNull();
  }

  private void enqueueAfter(Outcome outcome) {
    tasks.ends.add(outcome);
    try {
      joinedAfter = tasks.enqueue("mail");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
