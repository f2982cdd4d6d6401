package dev.offstage.durable.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** H2 from version 2 on. */
final class H2 extends Dialect {
  private static final int NODES_AT_ONCE = 8;
  // Statements that change a table copy it, and time out when they meet. Other processes are rare:
  // who comes too late there looks again.
  private static final Object CHANGE = new Object();

  private final boolean skipsLocked;

  /**
   * Makes one.
   *
   * @param skipsLocked whether it can pass over locked rows; an older one waits for them
   */
  H2(String database, boolean skipsLocked) {
    super(database);
    this.skipsLocked = skipsLocked;
  }

  @Override
  public String clock() {
    // Stands still in a transaction, and there is no other one.
    return "select current_timestamp(6)";
  }

  @Override
  public boolean updatesReturnRows() {
    return false;
  }

  @Override
  public String selectUnlocked(String tasks, String where, String orderBy, int limit) {
    // It locks all rows that it sorts. This way it sorts without locks, by the index, goes through
    // the first ones for as many nodes as may do so at once, and locks these.
    return "select task.* from (select task_name as due_name, task_instance as due_instance,"
        + " version as due_version from "
        + tasks
        + " where "
        + where
        + " order by picked, "
        + orderBy
        + " limit "
        + (long) limit * NODES_AT_ONCE
        + ") due inner join "
        + tasks
        + " task on task.task_name = due_name and task.task_instance = due_instance"
        + " and task.version = due_version order by "
        + orderBy
        + " limit "
        + limit
        + " for update"
        + (skipsLocked ? " skip locked" : "");
  }

  @Override
  String ddl() {
    return "h2.sql";
  }

  @Override
  String indexes() {
    return "select index_name from information_schema.indexes"
        + " where table_schema = current_schema and table_name = upper(?)";
  }

  @Override
  String addColumn(String table, String definition) {
    return "alter table " + table + " add column if not exists " + definition;
  }

  @Override
  void runAlone(Connection connection, List<String> statements) throws SQLException {
    synchronized (CHANGE) {
      runAll(connection, statements);
    }
  }
}
