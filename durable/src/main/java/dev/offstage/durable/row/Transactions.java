package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.SQLException;

/** Several statements that count together or not at all. */
final class Transactions {
  /** The statements. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private Transactions() {}

  /** Runs them in one transaction of a connection that nobody else uses meanwhile. */
  static <T> T run(Connection connection, Work<T> work) throws SQLException {
    boolean before = connection.getAutoCommit();
    if (before) {
      connection.setAutoCommit(false);
    }
    boolean done = false;
    try {
      T result = work.run();
      connection.commit();
      done = true;
      return result;
    } finally {
      end(connection, done, before);
    }
  }

  private static void end(Connection connection, boolean done, boolean before) {
    try {
      if (!done) {
        connection.rollback();
      }
      if (before) {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // It is broken, and whoever lends connections sees that; what is thrown already says more.
    }
  }
}
