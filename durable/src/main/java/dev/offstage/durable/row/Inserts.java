package dev.offstage.durable.row;

import dev.offstage.durable.sql.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes new tasks down. Immutable and thread-safe. */
public final class Inserts {
  /** The version of a row that nobody has taken over yet. */
  public static final long FIRST = 1;

  private final Store store;
  private final String sql;

  public Inserts(Store store) {
    this.store = store;
    this.sql =
        "insert into "
            + store.tables.tasks()
            + " (task_name, task_instance, task_data, execution_time, picked, picked_by,"
            + " last_heartbeat, consecutive_failures, version, priority, pool, crashes, handed_at,"
            + " handed_by, queue_time) values (?, ?, ?, ?, ?, ?, ?, 0, "
            + FIRST
            + ", ?, ?, 0, ?, ?, ?)";
  }

  /** Adds a row; the transaction is the caller's. */
  public void add(Connection connection, NewRow row, Instant now) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      set(insert, row, now);
      insert.executeUpdate();
    }
  }

  /**
   * The same if it may be there already, since nobody knows whether an earlier try was committed.
   */
  public void addAgain(Connection connection, NewRow row, Instant now) throws SQLException {
    try {
      add(connection, row, now);
    } catch (SQLException e) {
      if (SqlFailure.of(e) != SqlFailure.DUPLICATE) {
        throw e;
      }
    }
  }

  private void set(PreparedStatement insert, NewRow row, Instant now) throws SQLException {
    boolean taken = row.takenBy != null;
    insert.setString(1, row.name);
    insert.setString(2, row.id);
    insert.setBytes(3, row.data);
    store.dialect.setInstant(insert, 4, row.due);
    insert.setBoolean(5, taken);
    insert.setString(6, row.takenBy);
    store.dialect.setInstant(insert, 7, orNull(taken, now));
    insert.setInt(8, row.priority);
    insert.setString(9, row.pool);
    store.dialect.setInstant(insert, 10, now);
    insert.setString(11, store.me);
    store.dialect.setInstant(insert, 12, store.queueTimes.of(row.due, row.priority));
  }

  private static @Nullable Instant orNull(boolean is, Instant time) {
    return is ? time : null;
  }
}
