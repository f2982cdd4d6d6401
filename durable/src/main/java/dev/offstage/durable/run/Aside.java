package dev.offstage.durable.run;

import dev.offstage.NotStoredException;
import dev.offstage.durable.join.SqlFunction;
import dev.offstage.durable.sql.SqlFailure;
import dev.offstage.internal.commit.Transactions;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Lends connections to threads of the application, of whose transactions nothing that is done with
 * them becomes a part. Thread-safe.
 */
final class Aside {
  private static final int TRIES = 3;

  private final Connections connections;
  private final BackgroundThreads threads;
  private final Transactions transactions = new Transactions();

  Aside(Connections connections, BackgroundThreads threads) {
    this.connections = connections;
    this.threads = threads;
  }

  /**
   * Does something with a connection.
   *
   * @throws NotStoredException if the thread is interrupted meanwhile
   */
  <T> T with(SqlFunction<T> work) throws SQLException {
    // A connection that this thread gets may be part of its transaction: another one does it.
    return transactions.current() == null ? connections.with(work) : onAnother(work);
  }

  /** The same, once more if the connection is lost, for what may be done twice. */
  <T> T withRetries(SqlFunction<T> work) throws SQLException {
    for (int i = 1; ; i++) {
      try {
        return with(work);
      } catch (SQLException e) {
        if (i == TRIES || SqlFailure.of(e) == SqlFailure.WRONG) {
          throw e;
        }
      }
    }
  }

  private <T> T onAnother(SqlFunction<T> work) throws SQLException {
    FutureTask<T> done = new FutureTask<>(() -> connections.with(work));
    Thread unused = threads.start("ask", done);
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotStoredException("It is not known what the store has taken: interrupted", e);
    } catch (ExecutionException e) {
      throw new SQLException(String.valueOf(e.getCause()), e.getCause());
    }
  }
}
