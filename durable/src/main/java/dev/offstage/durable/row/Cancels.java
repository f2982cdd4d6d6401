package dev.offstage.durable.row;

import dev.offstage.durable.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Stops tasks that this process does not have. Immutable and thread-safe. */
public final class Cancels {
  /** Why a task is cancelled in whose place another one with its key has come. */
  public static final String REPLACED = "replaced";

  private static final int REASON = 255;
  private static final String FREE = " where task_name = ? and task_instance = ? and picked = ?";

  private final Store store;
  private final Duration keep;
  private final String claim;
  private final String copy;
  private final String delete;
  private final String mark;

  /**
   * @param keep how long it is known that they were cancelled
   */
  public Cancels(Store store, Duration keep) {
    this.store = store;
    this.keep = keep;
    String tasks = store.tables.tasks();
    this.claim = "update " + tasks + " set version = version + 1" + FREE;
    this.copy = EndedRows.copy(store, "'CANCELLED'", "null", "null", "consecutive_failures", FREE);
    this.delete = "delete from " + tasks + FREE;
    // What nobody wants any more keeps nobody else out.
    this.mark =
        "update "
            + tasks
            + " set cancelled = ?, task_key = null where task_name = ? and task_instance = ?";
  }

  /** Ends it if nobody has taken it; else asks whoever has. */
  public void cancel(Connection connection, String id, String name, String why, Instant now)
      throws SQLException {
    boolean ended =
        Transactions.run(
            connection,
            () -> {
              if (!claim(connection, id, name)) {
                return false;
              }
              copy(connection, id, name, why, now);
              try (PreparedStatement remove = connection.prepareStatement(delete)) {
                setFree(remove, 1, id, name);
                remove.executeUpdate();
              }
              return true;
            });
    if (ended) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(mark)) {
      update.setString(1, SqlText.cut(why, REASON));
      update.setString(2, name);
      update.setString(3, id);
      update.executeUpdate();
    }
  }

  /** Locks the row, so that nobody takes it meanwhile. */
  private boolean claim(Connection connection, String id, String name) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(claim)) {
      setFree(update, 1, id, name);
      return update.executeUpdate() == 1;
    }
  }

  private void copy(Connection connection, String id, String name, String why, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(copy)) {
      insert.setString(1, SqlText.cut(why, REASON));
      store.dialect.setInstant(insert, 2, now);
      store.dialect.setInstant(insert, 3, now.plus(keep));
      insert.setString(4, store.me);
      setFree(insert, 5, id, name);
      insert.executeUpdate();
    }
  }

  private static void setFree(PreparedStatement statement, int from, String id, String name)
      throws SQLException {
    statement.setString(from, name);
    statement.setString(from + 1, id);
    statement.setBoolean(from + 2, false);
  }
}
