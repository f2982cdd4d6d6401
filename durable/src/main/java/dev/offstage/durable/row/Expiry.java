package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Deletes what is kept of ended tasks once its time is over. Immutable and thread-safe. */
public final class Expiry {
  private final Store store;
  private final String sql;

  public Expiry(Store store) {
    this.store = store;
    this.sql = "delete from " + store.tables.ended() + " where keep_until <= ?";
  }

  /** Deletes all that is over; returns how many. */
  public int run(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      store.dialect.setInstant(delete, 1, now);
      return delete.executeUpdate();
    }
  }
}
