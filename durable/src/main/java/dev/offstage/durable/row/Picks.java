package dev.offstage.durable.row;

import dev.offstage.durable.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Takes tasks whose time has come out of the store, each for one node. Thread-safe. */
public final class Picks {
  private static final Comparator<Row> IN_QUEUE = Comparator.comparing(row -> row.queued);

  private final Store store;
  private final int suspectFrom;

  /**
   * Of these tables.
   *
   * @param suspectFrom after how many crashes a task is a suspect
   */
  public Picks(Store store, int suspectFrom) {
    this.store = store;
    this.suspectFrom = suspectFrom;
  }

  /** Which tasks. */
  public enum Which {
    /** Those that may be run beside others. */
    HARMLESS,
    /** Those that may have ended their process several times. */
    SUSPECTS
  }

  /**
   * Takes those that are due, in the order of the queue.
   *
   * @param unknown names that this application has no method for
   * @param limit how many at most
   */
  public List<Row> take(
      Connection connection,
      Which which,
      String pool,
      Collection<String> unknown,
      Instant now,
      int limit)
      throws SQLException {
    Due due = new Due(which, pool, unknown, now);
    List<Row> taken =
        store.dialect.updatesReturnRows()
            ? takeAtOnce(connection, due, limit)
            : takeInTwo(connection, due, limit);
    taken.sort(IN_QUEUE);
    return taken;
  }

  /** Whether there is one to be taken. */
  public boolean hasSuspects(
      Connection connection, String pool, Collection<String> unknown, Instant now)
      throws SQLException {
    Due due = new Due(Which.SUSPECTS, pool, unknown, now);
    String sql = "select task_instance from " + store.tables.tasks() + " where " + due.condition();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setMaxRows(1);
      due.set(select);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** What is due. */
  private final class Due {
    private final Which which;
    private final String pool;
    private final Collection<String> unknown;
    private final Instant now;

    Due(Which which, String pool, Collection<String> unknown, Instant now) {
      this.which = which;
      this.pool = pool;
      this.unknown = unknown;
      this.now = now;
    }

    String condition() {
      StringBuilder where =
          new StringBuilder("picked = ? and queue_time <= ? and execution_time <= ? and pool = ?");
      where.append(which == Which.SUSPECTS ? " and crashes >= ?" : " and crashes < ?");
      if (!unknown.isEmpty()) {
        where.append(" and task_name not in (?");
        for (int i = 1; i < unknown.size(); i++) {
          where.append(", ?");
        }
        where.append(')');
      }
      return where.toString();
    }

    /** Returns which parameter is the next one. */
    int set(PreparedStatement statement) throws SQLException {
      statement.setBoolean(1, false);
      store.dialect.setInstant(statement, 2, now);
      store.dialect.setInstant(statement, 3, now);
      statement.setString(4, pool);
      statement.setInt(5, suspectFrom);
      int index = 6;
      for (String name : unknown) {
        statement.setString(index++, name);
      }
      return index;
    }
  }

  private List<Row> takeAtOnce(Connection connection, Due due, int limit) throws SQLException {
    String set =
        "picked = ?, picked_by = ?, last_heartbeat = ?, version = version + 1, started_at = null,"
            + " progress = null";
    String sql =
        store.dialect.updateUnlocked(
            store.tables.tasks(), set, due.condition(), "queue_time", limit);
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      int next = due.set(update);
      update.setBoolean(next, true);
      update.setString(next + 1, store.me);
      store.dialect.setInstant(update, next + 2, due.now);
      try (ResultSet rows = update.executeQuery()) {
        return read(rows, 0);
      }
    }
  }

  private List<Row> takeInTwo(Connection connection, Due due, int limit) throws SQLException {
    return Transactions.run(
        connection,
        () -> {
          List<Row> locked = lock(connection, due, limit);
          if (!locked.isEmpty()) {
            mark(connection, locked, due.now);
          }
          return locked;
        });
  }

  private List<Row> lock(Connection connection, Due due, int limit) throws SQLException {
    String sql =
        store.dialect.selectUnlocked(store.tables.tasks(), due.condition(), "queue_time", limit);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      due.set(select);
      try (ResultSet rows = select.executeQuery()) {
        return read(rows, 1);
      }
    }
  }

  private void mark(Connection connection, List<Row> locked, Instant now) throws SQLException {
    String sql =
        "update "
            + store.tables.tasks()
            + " set picked = ?, picked_by = ?, last_heartbeat = ?, version = version + 1,"
            + " started_at = null, progress = null"
            + " where task_name = ? and task_instance = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (Row row : locked) {
        update.setBoolean(1, true);
        update.setString(2, store.me);
        store.dialect.setInstant(update, 3, now);
        update.setString(4, row.name);
        update.setString(5, row.id);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /**
   * @param later how much their version is about to go up
   */
  private List<Row> read(ResultSet rows, int later) throws SQLException {
    Dialect dialect = store.dialect;
    List<Row> all = new ArrayList<>();
    while (rows.next()) {
      Instant due = dialect.getInstant(rows, "execution_time");
      Instant queued = dialect.getInstant(rows, "queue_time");
      Instant handedOver = dialect.getInstant(rows, "handed_at");
      String order = rows.getString("order_key");
      byte[] data = rows.getBytes("task_data");
      Instant time = due == null ? Instant.EPOCH : due;
      all.add(
          new Row(
              rows.getString("task_instance"),
              rows.getString("task_name"),
              rows.getString("pool"),
              data == null ? new byte[0] : data,
              time,
              queued == null ? time : queued,
              handedOver == null ? time : handedOver,
              order == null ? null : new Lane(rows.getString("pool"), order),
              rows.getString("lane") != null,
              rows.getInt("consecutive_failures"),
              rows.getInt("crashes"),
              rows.getString("cancelled"),
              rows.getLong("version") + later));
    }
    return all;
  }
}
