package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class PickTest {
  private static final int TASKS = 200;
  private static final int NODES = 4;

  private final TestDatabase database;

  PickTest(Database kind) throws Exception {
    database = kind.fresh();
  }

  @Test
  void several_nodes_pick_each_task_once() throws Exception {
    Dialect dialect = makeTasks();
    Queue<String> picked = new ConcurrentLinkedQueue<>();
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        ends.add(
            nodes.submit(
                () -> {
                  pickAll(dialect, picked);
                  return null;
                }));
      }
      for (Future<?> each : ends) {
        each.get();
      }
    } finally {
      nodes.shutdownNow();
    }

    assertThat(picked).doesNotHaveDuplicates().hasSize(TASKS);
    assertThat(database.query("select count(*) from offstage_tasks where version = 2"))
        .isEqualTo(Integer.toString(TASKS));
  }

  private void pickAll(Dialect dialect, Queue<String> picked) throws SQLException {
    String query =
        dialect.selectUnlocked("offstage_tasks", "picked = ?", "priority desc, execution_time", 5);
    try (Connection connection = database.connect();
        PreparedStatement select = connection.prepareStatement(query);
        PreparedStatement update =
            connection.prepareStatement(
                "update offstage_tasks set picked = ?, version = version + 1"
                    + " where task_name = 'name' and task_instance = ?")) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      select.setBoolean(1, false);
      while (picked.size() < TASKS) {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            ids.add(rows.getString("task_instance"));
          }
        }
        for (String id : ids) {
          update.setBoolean(1, true);
          update.setString(2, id);
          update.executeUpdate();
        }
        connection.commit();
        picked.addAll(ids);
      }
    }
  }

  private Dialect makeTasks() throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert = insertInto(connection)) {
      Dialect dialect = Dialect.of(connection);
      connection.setAutoCommit(false);
      for (int i = 0; i < TASKS; i++) {
        insert.setString(1, "id" + i);
        dialect.setInstant(insert, 2, Instant.ofEpochSecond(i));
        insert.setBoolean(3, false);
        insert.setInt(4, i % 3);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
      return dialect;
    }
  }

  private static PreparedStatement insertInto(Connection connection) throws SQLException {
    new Schema(Dialect.of(connection), Tables.of("offstage_")).create(connection);
    return connection.prepareStatement(
        "insert into offstage_tasks"
            + " (task_name, task_instance, execution_time, picked, version, priority)"
            + " values ('name', ?, ?, ?, 1, ?)");
  }
}
