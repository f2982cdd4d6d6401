package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** What this process may do with a row, as long as it is its own. Immutable and thread-safe. */
public final class Claims {
  private final Store store;
  private final String renew;

  public Claims(Store store) {
    this.store = store;
    this.renew =
        "update "
            + store.tables.tasks()
            + " set last_heartbeat = ?, version = version + 1"
            + " where task_name = ? and task_instance = ? and version = ? and picked_by = ?";
  }

  /** Takes it once more; empty if it is not there, or not this process's. */
  public Optional<Claim> renew(Connection connection, Claim claim, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(renew)) {
      store.dialect.setInstant(update, 1, now);
      update.setString(2, claim.name);
      update.setString(3, claim.id);
      update.setLong(4, claim.version);
      update.setString(5, store.me);
      return update.executeUpdate() == 1 ? Optional.of(claim.next()) : Optional.empty();
    }
  }
}
