package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Tasks whose time somebody has set to an earlier one, with a statement of their own: puts them
 * where they are due in the queue. Immutable and thread-safe.
 */
public final class Moved {
  private final Store store;
  private final String sql;

  public Moved(Store store) {
    this.store = store;
    this.sql =
        store.dialect.updateAllUnlocked(
            store.tables.tasks(),
            "queue_time = execution_time",
            "picked = ? and queue_time > ? and execution_time <= ?");
  }

  /** Does so with those that are due; returns how many there were. */
  public int run(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setBoolean(1, false);
      store.dialect.setInstant(update, 2, now);
      store.dialect.setInstant(update, 3, now);
      return update.executeUpdate();
    }
  }
}
