package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEveryDatabase
class DialectTest {
  private static final int TASKS = 10;

  private final Database kind;
  private final TestDatabase database;

  DialectTest(Database kind) throws Exception {
    this.kind = kind;
    database = kind.fresh();
  }

  @Test
  void it_is_recognised_and_named_with_its_version() throws Exception {
    try (Connection connection = database.connect()) {
      assertThat(Dialect.of(connection).database())
          .matches("(PostgreSQL|MariaDB|MySQL|H2) \\d+\\.\\d+.*")
          .startsWithIgnoringCase(kind.name());
    }
  }

  @Test
  void it_is_recognised_by_the_driver_of_its_relative() throws Exception {
    if (kind == Database.MARIADB) {
      assertRecognised(
          database.url().replace("jdbc:mariadb", "jdbc:mysql") + "?sslMode=DISABLED",
          "MariaDB 5.5.5-10.11.");
    }
    if (kind == Database.MYSQL) {
      assertRecognised(
          database.url().replace("jdbc:mysql", "jdbc:mariadb").replaceAll("\\?.*", ""),
          "MySQL 8.0.");
    }
  }

  private void assertRecognised(String url, String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, database.user(), "")) {
      Dialect dialect = Dialect.of(connection);
      assertThat(dialect).isInstanceOf(MySql.class);
      assertThat(dialect.database()).startsWith(name);
      Schema schema = new Schema(dialect, Tables.of("offstage_"));
      schema.create(connection);
      schema.check(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"execution_time", "priority desc, execution_time"})
  void rows_that_another_transaction_has_locked_are_passed_over(String order) throws Exception {
    Dialect dialect = makeTasks();
    String query = dialect.selectUnlocked("offstage_tasks", "picked = ?", order, 4);
    try (Connection one = transaction();
        Connection other = transaction();
        Connection third = transaction()) {
      List<String> all = new ArrayList<>();
      all.addAll(select(one, query));
      all.addAll(select(other, query));
      if (kind == Database.H2) {
        // It locks all that it sorts, which is no loss to one server.
        assertThat(all).hasSize(4).isSorted();
        return;
      }
      assertThat(all).hasSize(8);
      all.addAll(select(third, query));

      assertThat(all).doesNotHaveDuplicates().hasSize(TASKS).isSorted();
      one.rollback();
      other.rollback();
      third.rollback();
    }
  }

  @Test
  void locked_rows_keep_nobody_from_inserting_next_to_them() throws Exception {
    Dialect dialect = makeTasks();
    try (Connection one = transaction();
        Connection other = transaction()) {
      assertThat(
              select(
                  one,
                  dialect.selectUnlocked("offstage_tasks", "picked = ?", "execution_time", 20)))
          .hasSize(TASKS);

      insert(dialect, other, "new", 5);
      insert(dialect, other, "newer", 50);
      other.commit();
      one.rollback();
    }
    assertThat(database.query("select count(*) from offstage_tasks")).isEqualTo("12");
  }

  @Test
  void rows_are_changed_and_returned_at_once_where_the_database_can() throws Exception {
    Dialect dialect = makeTasks();
    if (!dialect.updatesReturnRows()) {
      assertThat(kind).isNotEqualTo(Database.POSTGRESQL);
      return;
    }
    String update =
        dialect.updateUnlocked(
            "offstage_tasks",
            "picked = true, version = version + 1",
            "picked = ?",
            "execution_time",
            4);
    try (Connection one = transaction();
        Connection other = transaction()) {
      List<String> all = new ArrayList<>();
      all.addAll(select(one, update));
      all.addAll(select(other, update));

      assertThat(all)
          .containsExactlyInAnyOrder("id0", "id1", "id2", "id3", "id4", "id5", "id6", "id7");
      one.commit();
      other.commit();
    }
    assertThat(database.query("select count(*) from offstage_tasks where version = 2 and picked"))
        .isEqualTo("8");
  }

  private Dialect makeTasks() throws SQLException {
    try (Connection connection = database.connect()) {
      Dialect dialect = Dialect.of(connection);
      new Schema(dialect, Tables.of("offstage_")).create(connection);
      for (int i = 0; i < TASKS; i++) {
        insert(dialect, connection, "id" + i, i);
      }
      return dialect;
    }
  }

  private static void insert(Dialect dialect, Connection connection, String id, int second)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into offstage_tasks"
                + " (task_name, task_instance, execution_time, picked, version)"
                + " values ('name', ?, ?, ?, 1)")) {
      insert.setString(1, id);
      dialect.setInstant(insert, 2, Instant.ofEpochSecond(second));
      insert.setBoolean(3, false);
      insert.executeUpdate();
    }
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.connect();
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
    return connection;
  }

  private static List<String> select(Connection connection, String query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setBoolean(1, false);
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString("task_instance"));
        }
      }
      return ids;
    }
  }
}
