package dev.offstage.durable.sql;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/** What an error of a database asks for. */
public enum SqlFailure {
  /**
   * The connection is dead, the pool had none, or the database cannot work now: try again with
   * another connection. Nobody knows whether the statement, or the commit, has been done.
   */
  UNAVAILABLE,
  /** A row with this key is already there. */
  DUPLICATE,
  /** A deadlock, or a wait for a lock that took too long: roll back and try again. */
  CONTENTION,
  /** The statement or its data are wrong: they fail again, however often they are tried. */
  WRONG;

  private static final String CONNECTION = "08";

  /**
   * SQLStates that begin like this: connection, authorization, resources, system; PostgreSQL's
   * internal errors, such as a file that cannot grow.
   */
  private static final Set<String> UNAVAILABLE_CLASSES = states(CONNECTION, "28", "53", "58", "XX");

  private static final Set<String> UNAVAILABLE_STATES =
      states(
          // PostgreSQL: shut down, crashed, starting; its timeouts of sessions; a standby after a
          // failover.
          "57P01",
          "57P02",
          "57P03",
          "57P05",
          "25P03",
          "25006",
          // H2: closed, in use by another process, unreadable, broken.
          "90007",
          "90013",
          "90020",
          "90028",
          "90031",
          "90067",
          "90098",
          "90121",
          "90135");

  /**
   * MySQL and MariaDB: disk full, shut down, no threads, too many connections, read-only, killed.
   */
  private static final Set<Integer> UNAVAILABLE_CODES =
      codes(1021, 1040, 1053, 1114, 1135, 1203, 1290, 1836, 1927, 2006, 2013, 4031);

  /** PostgreSQL, H2. */
  private static final Set<String> DUPLICATE_STATES = states("23505");

  /** MySQL and MariaDB. */
  private static final Set<Integer> DUPLICATE_CODES = codes(1062, 1586);

  /** SQLState 40 is that of deadlocks, and of transactions that cannot be serialized. */
  private static final String ROLLED_BACK = "40";

  /** PostgreSQL: lock not available, cancelled. H2: lock timeout, changed by another one. */
  private static final Set<String> CONTENTION_STATES = states("55P03", "57014", "HYT00", "90131");

  /** MySQL and MariaDB: lock wait timeout, deadlock, cancelled, statement timeout, no wait. */
  private static final Set<Integer> CONTENTION_CODES = codes(1205, 1213, 1317, 1969, 3024, 3572);

  /** What it asks for, by the error and all that it carries. */
  public static SqlFailure of(SQLException error) {
    SqlFailure worst = WRONG;
    boolean silent = true;
    for (SQLException each : all(error)) {
      SqlFailure one = ofOne(each);
      worst = one.compareTo(worst) < 0 ? one : worst;
      silent &= saysNothing(each);
    }
    return silent ? UNAVAILABLE : worst;
  }

  /** Whether the connection was lost: that may be because of what was sent. */
  public static boolean isOfConnection(SQLException error) {
    return all(error).stream()
        .anyMatch(each -> String.valueOf(each.getSQLState()).startsWith(CONNECTION));
  }

  private static SqlFailure ofOne(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    int code = error.getErrorCode();
    // Only MySQL and MariaDB have their numbers beside a state that says less.
    if (error instanceof SQLTransientConnectionException
        || error instanceof SQLNonTransientConnectionException
        || error instanceof SQLRecoverableException
        || UNAVAILABLE_CLASSES.contains(state.substring(0, Math.min(2, state.length())))
        || UNAVAILABLE_STATES.contains(state)
        || UNAVAILABLE_CODES.contains(code)) {
      return UNAVAILABLE;
    }
    if (DUPLICATE_STATES.contains(state) || DUPLICATE_CODES.contains(code)) {
      return DUPLICATE;
    }
    if (error instanceof SQLTimeoutException
        || state.startsWith(ROLLED_BACK)
        || CONTENTION_STATES.contains(state)
        || CONTENTION_CODES.contains(code)) {
      return CONTENTION;
    }
    return WRONG;
  }

  /**
   * Errors of statements come from a database and have an SQLState. Pools have none when they give
   * no connection, or have closed one.
   */
  private static boolean saysNothing(SQLException error) {
    String state = error.getSQLState();
    return (state == null || state.isEmpty())
        && error.getErrorCode() == 0
        && !(error instanceof SQLTimeoutException
            || error instanceof SQLSyntaxErrorException
            || error instanceof SQLDataException
            || error instanceof SQLIntegrityConstraintViolationException
            || error instanceof SQLFeatureNotSupportedException);
  }

  private static Set<SQLException> all(SQLException error) {
    Set<SQLException> all = Collections.newSetFromMap(new IdentityHashMap<>());
    add(error, all);
    return all;
  }

  private static void add(SQLException error, Set<SQLException> all) {
    for (SQLException next = error; next != null && all.add(next); next = next.getNextException()) {
      Throwable cause = next.getCause();
      if (cause instanceof SQLException) {
        add((SQLException) cause, all);
      }
    }
  }

  private static Set<String> states(String... states) {
    return new HashSet<>(Arrays.asList(states));
  }

  private static Set<Integer> codes(Integer... codes) {
    return new HashSet<>(Arrays.asList(codes));
  }
}
