package dev.offstage.benchmarks.durable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Durable tasks of Offstage, on a DataSource of the application, as they come. */
final class Offstages extends Contestant {
  private final Node node;
  private final byte[] data;

  Offstages(PostgreSql server) throws SQLException {
    super("Offstage", server, "offstage_tasks", "true");
    node = new Node("app", source, "offstage.pool.size", String.valueOf(THREADS));
    enqueue();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select task_data from offstage_tasks")) {
      rows.next();
      data = rows.getBytes(1);
    }
    model();
  }

  /** What a task has in the table. */
  byte[] data() {
    return data.clone();
  }

  @Override
  void enqueue() {
    node.task(Work.TEXT).delay(Duration.ofHours(1)).start();
  }

  @Override
  void start(String text) {
    node.task(text).start();
  }

  @Override
  void fill(int count) throws SQLException {
    copy(count, ", pool, crashes, handed_at, handed_by");
  }

  @Override
  public void close() {
    node.close();
    super.close();
  }
}
