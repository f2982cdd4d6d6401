package dev.offstage.durable.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** H2 from version 2 on. */
final class H2 extends Dialect {
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
    return "select * from "
        + tasks
        + " where "
        + where
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
