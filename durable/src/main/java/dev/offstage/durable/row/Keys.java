package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Tasks with a key, of which a pool has one that has not ended: the database refuses a second row.
 * The key goes with the row, or when somebody takes it away. Immutable and thread-safe.
 */
public final class Keys {
  private static final int TRIES = 5;

  /** As databases say that two transactions cannot both go on: it is worth another try. */
  private static final String SERIALIZATION = "40001";

  private final Store store;
  private final Inserts inserts;
  private final String find;
  private final String replace;

  public Keys(Store store) {
    this.store = store;
    this.inserts = new Inserts(store);
    String tasks = store.tables.tasks();
    String key = " where pool = ? and task_key = ?";
    this.find = "select task_instance, task_name from " + tasks + key;
    // Due at once, so that somebody sees that it is over.
    this.replace =
        "update "
            + tasks
            + " set task_key = null, cancelled = ?, execution_time = ?, queue_time = ?"
            + key
            + " and task_instance <> ?";
  }

  /** A task that has a key. Immutable. */
  public static final class Holder {
    public final String id;
    public final String name;

    Holder(String id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  /** The task that has the key of this row; empty if there is none to be seen. */
  public Optional<Holder> find(Connection connection, NewRow row) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(find)) {
      select.setString(1, row.pool);
      select.setString(2, row.key);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(new Holder(rows.getString(1), rows.getString(2)))
            : Optional.empty();
      }
    }
  }

  /**
   * Adds a row, also if that may have been done before; the transaction is the caller's.
   *
   * @return the task that has its key: it was not added then, unless it replaces that one; empty if
   *     there is none
   * @throws SQLException also if one keeps it out that this transaction cannot see
   */
  public Optional<Holder> add(Connection connection, NewRow row, Instant now) throws SQLException {
    if (row.key == null) {
      boolean unused = inserts.add(connection, row, now);
      return Optional.empty();
    }
    for (int i = 0; i < TRIES; i++) {
      Optional<Holder> known = row.replaces ? find(connection, row) : Optional.empty();
      if (row.replaces) {
        replace(connection, row, now);
      }
      if (inserts.add(connection, row, now)) {
        return known;
      }
      known = find(connection, row);
      if (known.isPresent() && known.get().id.equals(row.id)) {
        return Optional.empty();
      }
      if (known.isPresent() && !row.replaces) {
        return known;
      }
      // It has ended meanwhile, or another one has come.
    }
    throw new SQLException(
        "the key '" + row.key + "' is that of a task that cannot be seen", SERIALIZATION);
  }

  /** The same in a transaction of its own: nobody loses a key to a row that is not there. */
  public Optional<Holder> addAtOnce(Connection connection, NewRow row, Instant now)
      throws SQLException {
    return Transactions.run(connection, () -> add(connection, row, now));
  }

  private void replace(Connection connection, NewRow row, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(replace)) {
      update.setString(1, Cancels.REPLACED);
      store.dialect.setInstant(update, 2, now);
      store.dialect.setInstant(update, 3, now);
      update.setString(4, row.pool);
      update.setString(5, row.key);
      update.setString(6, row.id);
      update.executeUpdate();
    }
  }
}
