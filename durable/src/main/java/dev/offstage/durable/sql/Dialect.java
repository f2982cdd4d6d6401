package dev.offstage.durable.sql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What databases do in different ways. Immutable and thread-safe.
 *
 * <p>Transactions are expected to run at READ COMMITTED: where a database starts with something
 * stricter, rows that are skipped as locked still keep others from inserting.
 */
public abstract class Dialect {
  private final String database;

  Dialect(String database) {
    this.database = database;
  }

  /**
   * Finds out which database this is.
   *
   * @throws IllegalStateException if it is none that Offstage keeps tasks in, or its driver cannot
   *     be used; the message names those that can
   */
  public static Dialect of(Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    Databases.refuseOldDriver(metaData.getDriverName(), metaData.getDriverVersion());
    return Databases.recognize(
        metaData.getDatabaseProductName(), metaData.getDatabaseProductVersion());
  }

  /** Name and version of the database, for messages. */
  public final String database() {
    return database;
  }

  /** A query for one row with one column: the time of the database at this moment. */
  public abstract String clock();

  /** Sets a time, cut to microseconds: that is what all of these databases keep. */
  public final void setInstant(PreparedStatement statement, int index, @Nullable Instant instant)
      throws SQLException {
    write(statement, index, instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS));
  }

  void write(PreparedStatement statement, int index, @Nullable Instant instant)
      throws SQLException {
    if (instant == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
    }
  }

  /** The time in this column of the current row; null if there is none. */
  public @Nullable Instant getInstant(ResultSet rows, int column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** The time in this column of the current row; null if there is none. */
  public final @Nullable Instant getInstant(ResultSet rows, String column) throws SQLException {
    return getInstant(rows, rows.findColumn(column));
  }

  /** Whether transactions are stricter than that unless somebody says so. */
  public boolean isStricter() {
    return false;
  }

  /** Whether {@link #updateUnlocked} can be used, which needs one round trip and not two. */
  public abstract boolean updatesReturnRows();

  /**
   * A statement that changes the first tasks that nobody else has locked, and returns their rows as
   * they are then, in no order.
   *
   * @param tasks the table of tasks
   * @param set as in {@code update .. set}
   * @param where a condition; its parameters come <em>before</em> those of {@code set}
   * @param orderBy as in {@code order by}
   * @throws UnsupportedOperationException unless {@link #updatesReturnRows}
   */
  public String updateUnlocked(String tasks, String set, String where, String orderBy, int limit) {
    throw new UnsupportedOperationException(database);
  }

  /** Whether nodes can call one another through it, see {@link Channel}. */
  boolean hasChannels() {
    return false;
  }

  /**
   * Whether {@code with gone as (delete .. returning *)} can be a part of a statement. Then a batch
   * of statements is one round trip, too, and one commit on a connection that is in auto-commit
   * mode.
   */
  public boolean deletesReturnRows() {
    return false;
  }

  /**
   * A statement that changes rows, but none that somebody else has locked if the database can leave
   * those out: to wait for them may be a deadlock.
   *
   * @param set as in {@code update .. set}
   */
  public String updateAllUnlocked(String tasks, String set, String where) {
    return "update " + tasks + " set " + set + " where " + where;
  }

  /**
   * A query that locks the first tasks until the end of the transaction, but none that somebody
   * else has locked, and returns their rows.
   *
   * @param tasks the table of tasks
   * @param orderBy as in {@code order by}
   */
  public abstract String selectUnlocked(String tasks, String where, String orderBy, int limit);

  /** The name of the file with the statements that make the tables. */
  abstract String ddl();

  /** A query for the names of the indexes of a table, which is its parameter. */
  abstract String indexes();

  /**
   * An {@code insert} that adds no row if one has the same id or key: it changes none then, or
   * fails with {@link SqlFailure#DUPLICATE}; either way the transaction can go on.
   */
  public String insertIfNew(String insert) {
    return insert;
  }

  /** A statement that adds a column to a table. */
  abstract String addColumn(String table, String definition);

  /** Runs statements that make tables, while no other node does. */
  abstract void runAlone(Connection connection, List<String> statements) throws SQLException;

  static void runAll(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Override
  public final String toString() {
    return database;
  }
}
