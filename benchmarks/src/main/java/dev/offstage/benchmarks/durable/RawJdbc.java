package dev.offstage.benchmarks.durable;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What one would write by hand: the columns of Offstage, one statement each, one row each. */
final class RawJdbc extends Contestant {
  private static final String TABLE = "raw_tasks";
  private static final String INSERT =
      "insert into raw_tasks (task_name, task_instance, task_data, execution_time, picked,"
          + " picked_by, last_heartbeat, consecutive_failures, version, priority, pool, crashes,"
          + " handed_at, handed_by) values (?, ?, ?, ?, ?, ?, ?, 0, 1, ?, ?, 0, ?, ?)";
  private static final String DELETE =
      "delete from raw_tasks where task_name = ? and task_instance = ?";
  private static final String NEXT =
      "select task_name, task_instance, task_data from raw_tasks where picked = false and"
          + " execution_time <= now() order by execution_time limit 1 for update skip locked";
  private static final String NAME = "dev.offstage.benchmarks.durable.Work.run";

  private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);
  private final byte[] data;

  /**
   * @param data what a task of Offstage has in the table
   */
  RawJdbc(PostgreSql server, byte[] data) throws SQLException {
    super("plain JDBC", server, TABLE, "true");
    this.data = data;
    execute("create table raw_tasks (like offstage_tasks including all)");
    insert(Duration.ofHours(1), false);
    model();
  }

  private String insert(Duration delay, boolean taken) throws SQLException {
    String id = UUID.randomUUID().toString();
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    try (Connection connection = source.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, NAME);
      insert.setString(2, id);
      insert.setBytes(3, data);
      insert.setObject(4, now.plus(delay));
      insert.setBoolean(5, taken);
      insert.setString(6, taken ? "raw" : null);
      insert.setObject(7, taken ? now : null);
      insert.setInt(8, 0);
      insert.setString(9, "default");
      insert.setObject(10, now);
      insert.setString(11, "raw");
      insert.executeUpdate();
    }
    return id;
  }

  @Override
  void enqueue() throws SQLException {
    insert(Duration.ofHours(1), false);
  }

  /** In the caller's own thread. */
  @Override
  void start(String text) throws SQLException {
    String id = insert(Duration.ZERO, true);
    Work.run(text);
    try (Connection connection = source.getConnection()) {
      delete(connection, NAME, id);
    }
  }

  private static void delete(Connection connection, String name, String id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      delete.setString(1, name);
      delete.setString(2, id);
      delete.executeUpdate();
    }
  }

  @Override
  void fill(int count) throws SQLException {
    copy(count, ", pool, crashes, handed_at, handed_by");
    HikariDataSource known = source;
    for (int i = 0; i < THREADS; i++) {
      workers.execute(
          () -> {
            try {
              while (runOne(known)) {}
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  private static boolean runOne(HikariDataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement next = connection.prepareStatement(NEXT);
          ResultSet rows = next.executeQuery()) {
        if (!rows.next()) {
          connection.commit();
          return false;
        }
        byte[] read = rows.getBytes(3);
        Work.run(read.length > 0 ? Work.TEXT : "");
        delete(connection, rows.getString(1), rows.getString(2));
        connection.commit();
        return true;
      }
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    super.close();
  }
}
