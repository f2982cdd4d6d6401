package dev.offstage.durable.run;

import dev.offstage.durable.join.SqlFunction;
import dev.offstage.durable.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Lends connections on which each statement counts at once. Thread-safe. */
public final class Connections {
  private static final int READ = Connection.TRANSACTION_READ_COMMITTED;

  private final DataSource source;
  private final Dialect dialect;
  private final long patienceNanos;

  /**
   * Those of a source.
   *
   * @param patience how long the database may be silent
   */
  public Connections(DataSource source, Dialect dialect, Duration patience) {
    this.source = source;
    this.dialect = dialect;
    this.patienceNanos = patience.toNanos();
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Action {
    void run(Connection connection) throws SQLException;
  }

  /** The same without a result. */
  void run(Action action) throws SQLException {
    Boolean unused =
        with(
            connection -> {
              action.run(connection);
              return true;
            });
  }

  /** Does something with a connection; for threads that are in no transaction of anybody's. */
  public <T> T with(SqlFunction<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      int answerTime = AnswerTime.limit(connection, patienceNanos);
      boolean manual = !connection.getAutoCommit();
      if (manual) {
        connection.setAutoCommit(true);
      }
      int isolation = dialect.isStricter() ? connection.getTransactionIsolation() : READ;
      if (isolation != READ) {
        connection.setTransactionIsolation(READ);
      }
      try {
        return work.apply(connection);
      } finally {
        if (isolation != READ && !connection.isClosed()) {
          connection.setTransactionIsolation(isolation);
        }
        AnswerTime.restore(connection, answerTime);
        if (manual && !connection.isClosed()) {
          // As the pool has given it.
          connection.setAutoCommit(false);
        }
      }
    }
  }
}
