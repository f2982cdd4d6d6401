package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moves tasks that come again on to their next time. Immutable and thread-safe. */
final class Turns {
  private final Store store;
  private final String read;
  private final String move;
  private final String delete;

  Turns(Store store) {
    this.store = store;
    String tasks = store.tables.tasks();
    String ours = " where task_name = ? and task_instance = ? and version = ? and picked_by = ?";
    // Locked: a new schedule is either read here, or finds the row free.
    this.read = "select task_data from " + tasks + ours + " for update";
    this.move =
        "update "
            + tasks
            + " set picked = ?, picked_by = null, last_heartbeat = null, version = version + 1,"
            + " crashes = 0, consecutive_failures = 0, execution_time = ?, handed_at = ?, "
            + QueueTimes.SET
            + ours;
    this.delete = "delete from " + tasks + ours;
  }

  /**
   * Moves one on, in the transaction of the connection; deletes it if there is no next time.
   *
   * @return whether the row was still as its holder knows it
   */
  boolean next(Connection connection, End end, Instant now) throws SQLException {
    byte[] data = read(connection, end.claim);
    if (data == null || end.next == null) {
      return false;
    }
    Instant due = end.next.after(now, data);
    try (PreparedStatement update = connection.prepareStatement(due == null ? delete : move)) {
      int index = 1;
      if (due != null) {
        update.setBoolean(index++, false);
        store.dialect.setInstant(update, index++, due);
        store.dialect.setInstant(update, index++, due);
        index = store.queueTimes.set(store.dialect, update, index, due);
      }
      setOurs(update, index, end.claim);
      return update.executeUpdate() == 1;
    }
  }

  private byte @Nullable [] read(Connection connection, Claim claim) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(read)) {
      setOurs(select, 1, claim);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : null;
      }
    }
  }

  private void setOurs(PreparedStatement statement, int from, Claim claim) throws SQLException {
    statement.setString(from, claim.name);
    statement.setString(from + 1, claim.id);
    statement.setLong(from + 2, claim.version);
    statement.setString(from + 3, store.me);
  }
}
