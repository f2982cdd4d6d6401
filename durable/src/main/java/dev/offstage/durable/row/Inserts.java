package dev.offstage.durable.row;

import dev.offstage.durable.sql.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes new tasks down. Immutable and thread-safe. */
public final class Inserts {
  /** The version of a row that nobody has taken over yet. */
  public static final long FIRST = 1;

  private static final int PATIENCE_SECONDS = 5;

  private final Store store;
  private final String plain;
  private final String special;
  private final String latest;

  public Inserts(Store store) {
    this.store = store;
    this.plain = insert("", "");
    this.special =
        store.dialect.insertIfNew(insert(", task_key, order_key, order_no", ", ?, ?, ?"));
    this.latest =
        "select max(order_no) from " + store.tables.tasks() + " where order_key = ? and pool = ?";
  }

  private String insert(String moreColumns, String moreValues) {
    return "insert into "
        + store.tables.tasks()
        + " (task_name, task_instance, task_data, execution_time, picked, picked_by,"
        + " last_heartbeat, consecutive_failures, version, priority, pool, crashes, handed_at,"
        + " handed_by, queue_time"
        + moreColumns
        + ") values (?, ?, ?, ?, ?, ?, ?, 0, "
        + FIRST
        + ", ?, ?, 0, ?, ?, ?"
        + moreValues
        + ")";
  }

  /**
   * Adds a row; the transaction is the caller's, and can go on also if there was one.
   *
   * @return false if there is one with its id or its key
   */
  boolean add(Connection connection, NewRow row, Instant now) throws SQLException {
    boolean isPlain = row.key == null && row.order == null;
    try (PreparedStatement insert = connection.prepareStatement(isPlain ? plain : special)) {
      set(insert, row, now);
      if (!isPlain) {
        setMore(insert, row, row.order == null ? 0 : 1 + latest(connection, row));
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
    boolean waitsForItsTurn = row.order != null && !row.due.isAfter(now);
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
    Instant queueTime = store.queueTimes.of(row.due, row.priority);
    store.dialect.setInstant(insert, 12, orNull(!waitsForItsTurn, queueTime));
  }

  private static void setMore(PreparedStatement insert, NewRow row, long orderNo)
      throws SQLException {
    insert.setString(13, row.key);
    insert.setString(14, row.order);
    insert.setLong(15, orderNo);
    if (row.key != null) {
      // It waits for a transaction that has added a row with this key, perhaps the caller's.
      insert.setQueryTimeout(PATIENCE_SECONDS);
    }
  }

  /**
   * The number of the last one in its lane, so that the row comes after all that can be seen. Two
   * that are added at the same time may have the same one: then their ids decide.
   */
  private long latest(Connection connection, NewRow row) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(latest)) {
      select.setString(1, row.order);
      select.setString(2, row.pool);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private static @Nullable Instant orNull(boolean is, Instant time) {
    return is ? time : null;
  }
}
