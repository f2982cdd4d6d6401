package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class SchemaTest {
  private static final int NODES = 8;
  private static final String MAY_NOT = "stranger";

  private final Database kind;
  private final TestDatabase database;
  private Connection connection;
  private Dialect dialect;
  private Schema schema;

  SchemaTest(Database kind) throws Exception {
    this.kind = kind;
    database = kind.fresh();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = database.connect();
    dialect = Dialect.of(connection);
    schema = new Schema(dialect, Tables.of("offstage_"));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void tables_are_made_once() throws Exception {
    schema.create(connection);
    schema.create(connection);

    schema.check(connection);
  }

  @Test
  void nodes_that_start_at_once_make_them_together() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    try {
      CyclicBarrier start = new CyclicBarrier(NODES);
      List<Future<?>> made = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        made.add(
            nodes.submit(
                () -> {
                  try (Connection own = database.connect()) {
                    start.await();
                    schema.create(own);
                    schema.check(own);
                  }
                  return null;
                }));
      }
      for (Future<?> each : made) {
        assertThatCode(each::get).doesNotThrowAnyException();
      }
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void nodes_that_start_at_once_add_a_column_together() throws Exception {
    schema.create(connection);
    rename("offstage_tasks", "pool");
    rename("offstage_published", "task_name");

    nodes_that_start_at_once_make_them_together();
  }

  @Test
  void each_table_that_is_missing_is_named_and_made() throws Exception {
    schema.create(connection);
    for (Ddl.Table table : Ddl.of(dialect, Tables.of("offstage_")).tables()) {
      database.execute("drop table " + table.name);

      assertThatIllegalStateException()
          .isThrownBy(() -> schema.check(connection))
          .withMessage(
              "offstage.store (%s): table %s is missing. Run the statements of docs/durable.md, or"
                  + " set offstage.store.schema=create",
              dialect, table.name);
      schema.create(connection);
      schema.check(connection);
    }
  }

  @Test
  void each_column_that_is_missing_is_named_and_added() throws Exception {
    schema.create(connection);
    for (Ddl.Table table : Ddl.of(dialect, Tables.of("offstage_")).tables()) {
      for (Ddl.Column column : table.columns) {
        rename(table.name, column.name);

        assertThatIllegalStateException()
            .isThrownBy(() -> schema.check(connection))
            .withMessage(
                "offstage.store (%s): table %s lacks the column %s %s. Run the statements of"
                    + " docs/durable.md, or set offstage.store.schema=create",
                dialect, table.name, column.name, column.definition);
        schema.create(connection);
        schema.check(connection);
      }
    }
  }

  @Test
  void each_index_that_is_missing_is_named_and_made() throws Exception {
    schema.create(connection);
    for (Ddl.Index index : Ddl.of(dialect, Tables.of("offstage_")).indexes()) {
      boolean isOfTable = kind == Database.MYSQL || kind == Database.MARIADB;
      database.execute("drop index " + index.name + (isOfTable ? " on " + index.table : ""));

      assertThatIllegalStateException()
          .isThrownBy(() -> schema.check(connection))
          .withMessage(
              "offstage.store (%s): table %s lacks the %s. Run the statements of docs/durable.md, or"
                  + " set offstage.store.schema=create",
              dialect, index.table, index);
      schema.create(connection);
      schema.check(connection);
    }
  }

  /** Extra columns stay behind, which may be those of a newer version: they do no harm. */
  private void rename(String table, String column) throws SQLException {
    database.execute(
        kind == Database.H2
            ? "alter table " + table + " alter column " + column + " rename to old_" + column
            : "alter table " + table + " rename column " + column + " to old_" + column);
  }

  @Test
  void a_user_who_may_make_no_tables_needs_none_when_all_are_there() throws Exception {
    schema.create(connection);
    String user = MAY_NOT + database.name();
    database.createRestrictedUser(user);

    try (Connection restricted = database.connect(user)) {
      schema.create(restricted);
      schema.check(restricted);
    }
  }

  @Test
  void a_user_who_may_make_no_tables_hears_what_is_missing_and_why() throws Exception {
    schema.create(connection);
    rename("offstage_tasks", "pool");
    String user = MAY_NOT + database.name();
    database.createRestrictedUser(user);

    try (Connection restricted = database.connect(user)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> schema.create(restricted))
          .withMessageStartingWith(
              "offstage.store (%s): table offstage_tasks lacks the column pool varchar(100), and"
                  + " offstage.store.schema=create could not change that: ",
              dialect)
          .withMessageMatching("(?s).*(must be owner|command denied|[Nn]ot enough rights).*")
          .withCauseInstanceOf(SQLException.class);
    }
  }

  @Test
  void a_table_that_the_user_may_not_read_is_not_said_to_be_missing() throws Exception {
    if (kind != Database.POSTGRESQL) {
      // Without rights the others say that there is no such table, or have rights on whole schemas.
      return;
    }
    String user = MAY_NOT + database.name();
    database.createRestrictedUser(user);
    schema.create(connection);

    try (Connection restricted = database.connect(user)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> schema.check(restricted))
          .withMessageContaining(
              "table offstage_tasks cannot be read (ERROR: permission denied for table"
                  + " offstage_tasks)");
    }
  }

  @Test
  void other_names_make_other_tables() throws Exception {
    schema.create(connection);
    Schema other = new Schema(dialect, Tables.of("Jobs_of_Shop_2_"));
    other.create(connection);

    other.check(connection);
    database.execute("drop table offstage_published");
    other.check(connection);
  }

  @Test
  void a_connection_keeps_its_way_of_committing() throws Exception {
    connection.setAutoCommit(false);

    schema.create(connection);

    assertThat(connection.getAutoCommit()).isFalse();
    connection.rollback();
    schema.check(connection);
  }

  @Test
  void a_dead_connection_is_no_missing_table() throws Exception {
    database.killConnections();

    SQLException error = catchThrowableOfType(SQLException.class, () -> schema.check(connection));
    assertThat(SqlFailure.of(error)).isEqualTo(SqlFailure.UNAVAILABLE);
  }
}
