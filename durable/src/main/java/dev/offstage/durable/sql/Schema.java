package dev.offstage.durable.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of durable tasks in one database. Thread-safe, and so are its methods when several
 * nodes call them at the same time.
 */
public final class Schema {
  // Another node may be faster with a part of it, or in the way.
  private static final int ATTEMPTS = 5;

  /**
   * What databases say of a table that is not there: PostgreSQL, MySQL, and H2, which has three.
   */
  private static final Set<String> MISSING =
      new HashSet<>(Arrays.asList("42P01", "42S02", "42S03", "42S04"));

  private final Dialect dialect;
  private final Ddl ddl;

  /** For the tables of this name in a database of this kind. */
  public Schema(Dialect dialect, Tables tables) {
    this.dialect = dialect;
    ddl = Ddl.of(dialect, tables);
  }

  /** The statements that make the tables, each ending with a semicolon, with comments. */
  public String ddl() {
    return ddl.text();
  }

  /**
   * Makes what is missing. If nothing is, it needs no more rights than to read the tables.
   *
   * @param connection which is in no transaction
   * @throws IllegalStateException if that does not work, or a column is too small; the message says
   *     what is missing
   * @throws SQLException if the database is not there
   */
  public void create(Connection connection) throws SQLException {
    outsideOfTransactions(connection, this::make);
  }

  /**
   * Fails if anything is missing or too small.
   *
   * @param connection which is in no transaction
   * @throws IllegalStateException the message says what is missing
   * @throws SQLException if the database is not there
   */
  public void check(Connection connection) throws SQLException {
    outsideOfTransactions(
        connection,
        each -> {
          List<Problem> problems = problems(each);
          if (!problems.isEmpty()) {
            throw new IllegalStateException(
                inThisDatabase(problems)
                    + ". Run the statements of docs/durable.md, or set"
                    + " offstage.store.schema=create");
          }
        });
  }

  private void make(Connection connection) throws SQLException {
    @Nullable SQLException failure = null;
    List<Problem> problems = problems(connection);
    for (int i = 0; i < ATTEMPTS && mayBeSolved(problems); i++) {
      try {
        dialect.runAlone(connection, solutions(problems));
      } catch (SQLException e) {
        if (SqlFailure.of(e) == SqlFailure.UNAVAILABLE) {
          throw e;
        }
        failure = e;
      }
      problems = problems(connection);
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          inThisDatabase(problems)
              + ", and offstage.store.schema=create could not change that"
              + (failure == null ? "" : ": " + failure.getMessage())
              + ". Run the statements of docs/durable.md as a user who may",
          failure);
    }
  }

  private static boolean mayBeSolved(List<Problem> problems) {
    return problems.stream().anyMatch(each -> each.solution != null);
  }

  /** The whole of the statements if a table is missing: they leave alone what is there. */
  private List<String> solutions(List<Problem> problems) {
    List<String> solutions = new ArrayList<>();
    if (problems.stream().anyMatch(each -> Problem.WHOLE.equals(each.solution))) {
      solutions.addAll(ddl.statements());
    }
    for (Problem each : problems) {
      if (each.solution != null && !each.solution.equals(Problem.WHOLE)) {
        solutions.add(each.solution);
      }
    }
    return solutions;
  }

  private List<Problem> problems(Connection connection) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    for (Ddl.Table table : ddl.tables()) {
      try (Statement statement = connection.createStatement();
          // As our statements will find it, wherever in the search path and in whichever case.
          ResultSet rows = statement.executeQuery("select * from " + table.name + " where 1 = 0")) {
        compare(table, rows.getMetaData(), problems);
      } catch (SQLException e) {
        if (SqlFailure.of(e) == SqlFailure.UNAVAILABLE) {
          throw e;
        }
        String problem =
            MISSING.contains(String.valueOf(e.getSQLState()))
                ? " is missing"
                : " cannot be read (" + e.getMessage() + ")";
        problems.add(new Problem("table " + table.name + problem, Problem.WHOLE));
      }
    }
    if (problems.isEmpty()) {
      addIndexes(connection, problems);
    }
    return problems;
  }

  /** Not before the tables are there with all columns, which is what indexes need. */
  private void addIndexes(Connection connection, List<Problem> problems) throws SQLException {
    Map<String, Set<String>> known = new HashMap<>();
    for (Ddl.Index index : ddl.indexes()) {
      Set<String> names = known.get(index.table);
      if (names == null) {
        names = indexesOf(connection, index.table);
        known.put(index.table, names);
      }
      if (!names.contains(index.name.toLowerCase(Locale.ROOT))) {
        problems.add(new Problem("table " + index.table + " lacks the " + index, index.statement));
      }
    }
  }

  private Set<String> indexesOf(Connection connection, String table) throws SQLException {
    Set<String> names = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(dialect.indexes())) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  private void compare(Ddl.Table table, ResultSetMetaData metaData, List<Problem> problems)
      throws SQLException {
    Map<String, ColumnType> types = new HashMap<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      types.put(metaData.getColumnName(i).toLowerCase(Locale.ROOT), ColumnType.actual(metaData, i));
    }
    for (Ddl.Column column : table.columns) {
      ColumnType type = types.get(column.name);
      if (type == null) {
        problems.add(
            new Problem(
                "table " + table.name + " lacks the column " + column,
                dialect.addColumn(table.name, column.toString())));
      } else if (!type.holds(column.type())) {
        problems.add(
            new Problem(
                "column "
                    + column.name
                    + " of table "
                    + table.name
                    + " is "
                    + type
                    + ", not "
                    + column.type()
                    + " or larger",
                null));
      }
    }
  }

  private String inThisDatabase(List<Problem> problems) {
    return "offstage.store ("
        + dialect
        + "): "
        + problems.stream().map(each -> each.text).collect(Collectors.joining("; "));
  }

  private static void outsideOfTransactions(Connection connection, Step step) throws SQLException {
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(true);
    try {
      step.run(connection);
    } finally {
      if (!before) {
        connection.setAutoCommit(false);
      }
    }
  }

  private interface Step {
    void run(Connection connection) throws SQLException;
  }

  private static final class Problem {
    static final String WHOLE = "";

    final String text;
    final @Nullable String solution;

    /**
     * Something that is missing.
     *
     * @param solution a statement; {@link #WHOLE} for all of them, null if there is none
     */
    Problem(String text, @Nullable String solution) {
      this.text = text;
      this.solution = solution;
    }
  }
}
