package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes tasks away from processes that have died, for others to run. Immutable and thread-safe. */
public final class Orphans {
  private static final int MOST = 500;

  private final Store store;
  private final Duration lease;
  private final int crashes;
  private final Duration keep;
  private final String find;
  private final String free;
  private final String park;
  private final String delete;

  /**
   * @param lease how long a process may be silent
   * @param crashes after how many a task is not run any more
   * @param keep how long it is then known
   */
  public Orphans(Store store, Duration lease, int crashes, Duration keep) {
    this.store = store;
    this.lease = lease;
    this.crashes = crashes;
    this.keep = keep;
    String tasks = store.tables.tasks();
    String row = " where task_name = ? and task_instance = ? and version = ?";
    // What was heard later than now was heard before the clock was set back.
    String silent = " picked = ? and (last_heartbeat < ? or last_heartbeat > ?)";
    String theirs = row + " and" + silent;
    this.find =
        "select task_name, task_instance, version, crashes, picked_by from "
            + tasks
            + " where"
            + silent;
    this.free =
        "update "
            + tasks
            + " set picked = ?, picked_by = null, last_heartbeat = null, version = version + 1,"
            + " crashes = crashes + 1"
            + theirs;
    this.park = EndedRows.copy(store, "'PARKED'", "null", "null", "consecutive_failures", row);
    this.delete = "delete from " + tasks + row;
  }

  /** A task that has lost its process. */
  public static final class Orphan {
    public final String id;
    public final String name;
    public final @Nullable String lostBy;
    public final boolean isParked;
    private final long version;

    Orphan(String id, String name, long version, @Nullable String lostBy, boolean isParked) {
      this.id = id;
      this.name = name;
      this.version = version;
      this.lostBy = lostBy;
      this.isParked = isParked;
    }
  }

  /**
   * Frees those whose process was silent for a lease.
   *
   * @param now the time of the database, asked a moment ago
   * @return those that this has freed, and nobody else
   */
  public List<Orphan> free(Connection connection, Instant now) throws SQLException {
    List<Orphan> freed = new ArrayList<>();
    for (Orphan orphan : find(connection, now)) {
      if (free(connection, orphan, now)) {
        freed.add(orphan);
      }
    }
    return freed;
  }

  private List<Orphan> find(Connection connection, Instant now) throws SQLException {
    List<Orphan> all = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(find)) {
      select.setMaxRows(MOST);
      setSilent(select, 1, now);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          all.add(
              new Orphan(
                  rows.getString(2),
                  rows.getString(1),
                  rows.getLong(3),
                  rows.getString(5),
                  rows.getInt(4) + 1 >= crashes));
        }
      }
    }
    return all;
  }

  private boolean free(Connection connection, Orphan orphan, Instant now) throws SQLException {
    return Transactions.run(
        connection,
        () -> {
          try (PreparedStatement update = connection.prepareStatement(free)) {
            update.setBoolean(1, false);
            setRow(update, 2, orphan, orphan.version);
            setSilent(update, 5, now);
            if (update.executeUpdate() != 1) {
              return false;
            }
          }
          if (orphan.isParked) {
            park(connection, orphan, now);
          }
          return true;
        });
  }

  private void park(Connection connection, Orphan orphan, Instant now) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(park);
        PreparedStatement remove = connection.prepareStatement(delete)) {
      insert.setString(1, "crashed " + crashes + " times");
      store.dialect.setInstant(insert, 2, now);
      store.dialect.setInstant(insert, 3, now.plus(keep));
      insert.setString(4, store.me);
      setRow(insert, 5, orphan, orphan.version + 1);
      insert.executeUpdate();
      setRow(remove, 1, orphan, orphan.version + 1);
      remove.executeUpdate();
    }
  }

  private void setSilent(PreparedStatement statement, int from, Instant now) throws SQLException {
    statement.setBoolean(from, true);
    store.dialect.setInstant(statement, from + 1, now.minus(lease));
    store.dialect.setInstant(statement, from + 2, now.plus(lease));
  }

  private static void setRow(PreparedStatement statement, int from, Orphan orphan, long version)
      throws SQLException {
    statement.setString(from, orphan.name);
    statement.setString(from + 1, orphan.id);
    statement.setLong(from + 2, version);
  }
}
