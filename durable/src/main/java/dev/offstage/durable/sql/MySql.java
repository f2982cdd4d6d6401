package dev.offstage.durable.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** MySQL from version 8 on, and MariaDB from version 10.6 on. */
final class MySql extends Dialect {
  private static final int LOCK_SECONDS = 60;
  private static final int NODES_AT_ONCE = 8;
  // Drivers convert times to and from the time zones of the session and of the JVM, each in its own
  // way; some stumble over the hour that does not exist, or lose microseconds on MariaDB. All leave
  // text alone on its way there, and take the calendar that they are given on the way back.
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  MySql(String database) {
    super(database);
  }

  @Override
  public boolean isStricter() {
    return true;
  }

  @Override
  public String clock() {
    return "select utc_timestamp(6)";
  }

  @Override
  void write(PreparedStatement statement, int index, @Nullable Instant instant)
      throws SQLException {
    if (instant == null) {
      statement.setNull(index, Types.VARCHAR);
    } else {
      statement.setString(index, TEXT.format(instant.atOffset(ZoneOffset.UTC)));
    }
  }

  @Override
  public @Nullable Instant getInstant(ResultSet rows, int column) throws SQLException {
    // A calendar of its own: drivers change those that they are given.
    Timestamp time = rows.getTimestamp(column, new GregorianCalendar(UTC, Locale.ROOT));
    return time == null ? null : time.toInstant();
  }

  @Override
  public boolean updatesReturnRows() {
    return false;
  }

  @Override
  public String selectUnlocked(String tasks, String where, String orderBy, int limit) {
    // InnoDB locks all rows that it sorts, so that nobody else finds any. This way it sorts without
    // locks, goes through the first ones for as many nodes as may do so at once, and locks as many
    // as wanted. One that was changed in between has another version.
    return "select task.* from (select task_name as due_name, task_instance as due_instance,"
        + " version as due_version from "
        + tasks
        + " where "
        + where
        + " order by "
        + orderBy
        + " limit "
        + (long) limit * NODES_AT_ONCE
        + ") due straight_join "
        + tasks
        // In a small table it would go through all rows, and in their order.
        + " task force index (primary) on task.task_name = due_name and task.task_instance = due_instance"
        + " and task.version = due_version limit "
        + limit
        + " for update skip locked";
  }

  @Override
  String ddl() {
    return "mysql.sql";
  }

  @Override
  String indexes() {
    return "select distinct index_name from information_schema.statistics"
        + " where table_schema = database() and table_name = ?";
  }

  @Override
  String addColumn(String table, String definition) {
    // MySQL has no "if not exists" here: who comes second fails, and looks again.
    return "alter table " + table + " add column " + definition;
  }

  @Override
  void runAlone(Connection connection, List<String> statements) throws SQLException {
    runAll(
        connection,
        Collections.singletonList("do get_lock('offstage_tables', " + LOCK_SECONDS + ")"));
    try {
      runAll(connection, statements);
    } finally {
      runAll(connection, Collections.singletonList("do release_lock('offstage_tables')"));
    }
  }
}
