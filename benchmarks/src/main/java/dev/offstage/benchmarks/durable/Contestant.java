package dev.offstage.benchmarks.durable;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One way to keep tasks in a database and to run them, with tables and a pool of its own. */
abstract class Contestant implements AutoCloseable {
  /** How many threads each has for its tasks. */
  static final int THREADS = 8;

  /** How often each looks for tasks, if it can look that often. */
  static final int POLL_SECONDS = 1;

  final String name;
  final HikariDataSource source;
  private final String left;
  private final String table;

  /**
   * One of them.
   *
   * @param left which rows of the table are those of tasks that have not ended
   */
  Contestant(String name, PostgreSql server, String table, String left) {
    this.name = name;
    this.source = server.pool(name);
    this.table = table;
    this.left = "select count(*) from " + table + " where " + left;
  }

  /** Writes a task down that is not due for long. */
  abstract void enqueue() throws Exception;

  /** Hands a task over that is to run at once. */
  abstract void start(String text) throws Exception;

  /** Writes down so many at once that are due, and has them run. */
  abstract void fill(int count) throws Exception;

  /** How many have not ended. */
  final int left() throws SQLException {
    return Integer.parseInt(query(left));
  }

  final void clear() throws SQLException {
    execute("delete from " + table);
    execute("vacuum analyze " + table);
  }

  final String query(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  final void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Keeps the only row as a model for {@link #copy}. */
  final void model() throws SQLException {
    execute("create table " + table + "_model as table " + table);
    clear();
  }

  /** Adds copies of the model that are due. */
  final void copy(int count, String moreColumns) throws SQLException {
    String same =
        "task_name, task_data, picked, consecutive_failures, version, priority" + moreColumns;
    execute(
        "insert into "
            + table
            + " (task_instance, execution_time, "
            + same
            + ") select gen_random_uuid()::text, clock_timestamp(), "
            + same
            + " from "
            + table
            + "_model, generate_series(1, "
            + count
            + ")");
  }

  @Override
  public void close() {
    source.close();
  }
}
