package dev.offstage.durable.row;

import dev.offstage.durable.sql.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows of tasks that come again: one for each, whose id says its name, so that no two processes can
 * write it down twice. Immutable and thread-safe.
 */
public final class Scheduled {
  private static final String PREFIX = "schedule:";
  private static final int TRIES = 5;

  /** The SQLState of a key that is there. */
  private static final String TAKEN = "23505";

  private static final String ROW = " where task_name = ? and task_instance = ?";

  private final Store store;
  private final Inserts inserts;
  private final String find;
  private final String change;
  private final String move;
  private final String delete;
  private final String deleteFree;
  private final String forget;
  private final String empty;
  private final String due;

  public Scheduled(Store store) {
    this.store = store;
    this.inserts = new Inserts(store);
    String tasks = store.tables.tasks();
    String free = ROW + " and picked = ?";
    this.find = "select task_name, task_data from " + tasks + " where task_instance = ?";
    this.change = "update " + tasks + " set task_data = ?, pool = ?, priority = ?" + ROW;
    this.move =
        "update " + tasks + " set execution_time = ?, handed_at = ?, " + QueueTimes.SET + free;
    this.delete = "delete from " + tasks + ROW;
    this.deleteFree = "delete from " + tasks + free;
    this.forget = "delete from " + store.tables.ended() + ROW;
    this.empty = "update " + tasks + " set task_data = ?" + ROW;
    this.due = "select execution_time from " + tasks + ROW;
  }

  /** The id of the one of that name. */
  public static String idOf(String name) {
    return PREFIX + name;
  }

  /** Whether a task comes again. */
  public static boolean is(String id) {
    return id.startsWith(PREFIX);
  }

  /**
   * Writes one down, or makes the one that is there like it.
   *
   * @param isSameTime whether data that is there has the same schedule: then its next time stays
   */
  public void register(Connection connection, NewRow row, Predicate<byte[]> isSameTime, Instant now)
      throws SQLException {
    for (int i = 1; ; i++) {
      try {
        Transactions.run(
            connection,
            () -> {
              write(connection, row, isSameTime, now);
              return true;
            });
        return;
      } catch (SQLException e) {
        // Another process is just doing the same.
        SqlFailure why = SqlFailure.of(e);
        if (i == TRIES || (why != SqlFailure.DUPLICATE && why != SqlFailure.CONTENTION)) {
          throw e;
        }
      }
    }
  }

  private void write(Connection connection, NewRow row, Predicate<byte[]> isSameTime, Instant now)
      throws SQLException {
    byte[] known = null;
    for (Named each : find(connection, row.id)) {
      if (each.name.equals(row.name)) {
        known = each.data;
      } else {
        // It was another method's.
        run(connection, delete, each.name, row.id);
      }
    }
    if (known == null) {
      // How an earlier one of this name has ended.
      run(connection, forget, row.name, row.id);
      if (!inserts.add(connection, row, now)) {
        throw new SQLIntegrityConstraintViolationException(
            "Just written by another process", TAKEN);
      }
      return;
    }
    if (!Arrays.equals(known, row.data)) {
      change(connection, row);
    }
    if (!isSameTime.test(known)) {
      move(connection, row);
    }
  }

  private static final class Named {
    final String name;
    final byte[] data;

    Named(String name, byte[] data) {
      this.name = name;
      this.data = data;
    }
  }

  private List<Named> find(Connection connection, String id) throws SQLException {
    List<Named> all = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(find)) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          byte[] data = rows.getBytes(2);
          all.add(new Named(rows.getString(1), data == null ? new byte[0] : data));
        }
      }
    }
    return all;
  }

  private void change(Connection connection, NewRow row) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(change)) {
      update.setBytes(1, row.data);
      update.setString(2, row.pool);
      update.setInt(3, row.priority);
      update.setString(4, row.name);
      update.setString(5, row.id);
      update.executeUpdate();
    }
  }

  /** Whoever runs it now finds the next time itself. */
  private void move(Connection connection, NewRow row) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(move)) {
      store.dialect.setInstant(update, 1, row.due);
      store.dialect.setInstant(update, 2, row.due);
      int next = store.queueTimes.set(store.dialect, update, 3, row.due);
      update.setString(next, row.name);
      update.setString(next + 1, row.id);
      update.setBoolean(next + 2, false);
      update.executeUpdate();
    }
  }

  private static void run(Connection connection, String sql, String name, String id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      statement.setString(2, id);
      statement.executeUpdate();
    }
  }

  /**
   * It does not come again; whoever runs it now goes on.
   *
   * @param last its data without a schedule
   */
  public void cancel(Connection connection, String name, String id, byte[] last)
      throws SQLException {
    deleteFree(connection, name, id);
    try (PreparedStatement update = connection.prepareStatement(empty)) {
      update.setBytes(1, last);
      update.setString(2, name);
      update.setString(3, id);
      update.executeUpdate();
    }
    // It may have ended in between.
    deleteFree(connection, name, id);
  }

  private void deleteFree(Connection connection, String name, String id) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement(deleteFree)) {
      remove.setString(1, name);
      remove.setString(2, id);
      remove.setBoolean(3, false);
      remove.executeUpdate();
    }
  }

  /** When it comes next; null if it does not. */
  public @Nullable Instant next(Connection connection, String name, String id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(due)) {
      select.setString(1, name);
      select.setString(2, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? store.dialect.getInstant(rows, 1) : null;
      }
    }
  }
}
