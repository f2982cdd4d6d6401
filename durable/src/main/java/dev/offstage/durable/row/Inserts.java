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

  private static final int PATIENCE_SECONDS = 5;

  private final Store store;
  private final String sql;
  private final String withKey;

  public Inserts(Store store) {
    this.store = store;
    this.sql =
        "insert into "
            + store.tables.tasks()
            + " (task_name, task_instance, task_data, execution_time, picked, picked_by,"
            + " last_heartbeat, consecutive_failures, version, priority, pool, crashes,"
            + " handed_at, handed_by, queue_time, task_key) values (?, ?, ?, ?, ?, ?, ?, 0, "
            + FIRST
            + ", ?, ?, 0, ?, ?, ?, ?)";
    this.withKey = store.dialect.insertIfNew(sql);
  }

  /**
   * Adds a row; the transaction is the caller's, and can go on also if there was one.
   *
   * @return false if there is one with its id or its key
   */
  boolean add(Connection connection, NewRow row, Instant now) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(row.key == null ? sql : withKey)) {
      set(insert, row, now);
      if (row.key != null) {
        // It waits for a transaction that has added a row with this key, perhaps the caller's.
        insert.setQueryTimeout(PATIENCE_SECONDS);
      }
      return insert.executeUpdate() != 0;
    } catch (SQLException e) {
      if (SqlFailure.of(e) == SqlFailure.DUPLICATE) {
        return false;
      }
      throw e;
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
    insert.setString(13, row.key);
  }

  private static @Nullable Instant orNull(boolean is, Instant time) {
    return is ? time : null;
  }
}
