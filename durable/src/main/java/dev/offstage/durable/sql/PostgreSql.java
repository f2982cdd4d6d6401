package dev.offstage.durable.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL from version 10 on. */
final class PostgreSql extends Dialect {
  // Any number will do that other applications are unlikely to take: "offstage" in ASCII.
  private static final String LOCK = "select pg_advisory_xact_lock(8027216031894300517)";

  PostgreSql(String database) {
    super(database);
  }

  @Override
  public String clock() {
    // current_timestamp is when the transaction has begun.
    return "select clock_timestamp()";
  }

  @Override
  public boolean updatesReturnRows() {
    return true;
  }

  @Override
  boolean hasChannels() {
    return true;
  }

  @Override
  public boolean deletesReturnRows() {
    return true;
  }

  @Override
  public String updateUnlocked(String tasks, String set, String where, String orderBy, int limit) {
    // As a subquery the planner may run it several times, and change more rows than the limit.
    return "with due as ("
        + select(
            "task_name as due_name, task_instance as due_instance", tasks, where, orderBy, limit)
        + ") update "
        + tasks
        + " set "
        + set
        + " from due where task_name = due_name and task_instance = due_instance returning "
        + tasks
        + ".*";
  }

  @Override
  public String updateAllUnlocked(String tasks, String set, String where) {
    return "update "
        + tasks
        + " set "
        + set
        + " where ctid = any(array(select ctid from "
        + tasks
        + " where "
        + where
        + " for update skip locked))";
  }

  @Override
  public String selectUnlocked(String tasks, String where, String orderBy, int limit) {
    return select("*", tasks, where, orderBy, limit);
  }

  private static String select(
      String columns, String tasks, String where, String orderBy, int limit) {
    return "select "
        + columns
        + " from "
        + tasks
        + " where "
        + where
        + " order by "
        + orderBy
        + " limit "
        + limit
        + " for update skip locked";
  }

  @Override
  String ddl() {
    return "postgresql.sql";
  }

  @Override
  String indexes() {
    return "select relname from pg_index join pg_class on oid = indexrelid"
        + " where indrelid = to_regclass(?) and indisvalid";
  }

  @Override
  public String insertIfNew(String insert) {
    // A statement that fails takes the transaction with it.
    return insert + " on conflict do nothing";
  }

  @Override
  String addColumn(String table, String definition) {
    return "alter table " + table + " add column if not exists " + definition;
  }

  @Override
  void runAlone(Connection connection, List<String> statements) throws SQLException {
    List<String> all = new ArrayList<>();
    all.add(LOCK);
    all.addAll(statements);
    connection.setAutoCommit(false);
    try {
      runAll(connection, all);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
