package dev.offstage.durable.run;

import dev.offstage.NotStoredException;
import dev.offstage.durable.join.JoinedTransaction;
import dev.offstage.durable.join.Joining;
import dev.offstage.durable.row.Keys;
import dev.offstage.durable.row.NewRow;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.durable.sql.SqlFailure;
import dev.offstage.internal.commit.Transactions;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes new tasks down: in the caller's transaction if that is one of the store's database, else
 * at once. Thread-safe.
 */
final class Inserter {
  private static final int TRIES = 3;
  private static final long RETRY_MILLIS = 50;

  private final Connections connections;
  private final Keys keys;
  private final Joining joining;
  private final DatabaseClock clock;
  private final BackgroundThreads threads;
  private final Transactions transactions = new Transactions();

  Inserter(
      Connections connections,
      Keys keys,
      Joining joining,
      DatabaseClock clock,
      BackgroundThreads threads) {
    this.connections = connections;
    this.keys = keys;
    this.joining = joining;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Writes a task down, unless there is one with its key.
   *
   * @return how; if it is a part of a transaction, it is not there before that is committed
   * @throws NotStoredException if it is not there
   */
  Inserted insert(NewRow row) {
    boolean joins = false;
    try (JoinedTransaction joined = joining.current()) {
      if (joined != null) {
        joins = true;
        return insertIn(joined, row);
      }
    } catch (SQLException e) {
      throw refused(joins ? "; the transaction that it is a part of fails, too" : "", e);
    }
    return Inserted.alone(
        transactions.current() == null ? insertAlone(row) : aside(() -> insertAlone(row)));
  }

  private Inserted insertIn(JoinedTransaction joined, NewRow row) throws SQLException {
    if (row.joins()) {
      // First outside of the transaction: that may not see what has been committed since it has
      // begun, and keeps the row that it has met locked for as long as it takes.
      Optional<Keys.Holder> known =
          aside(() -> connections.with(connection -> keys.find(connection, row)));
      if (known.isPresent()) {
        return Inserted.alone(known);
      }
    }
    Optional<Keys.Holder> known =
        joined.write(connection -> keys.add(connection, row, clock.now()));
    return new Inserted(true, joined.ended(), known);
  }

  private Optional<Keys.Holder> insertAlone(NewRow row) {
    SQLException failure = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        return connections.with(
            connection ->
                row.replaces
                    ? keys.addAtOnce(connection, row, clock.now())
                    : keys.add(connection, row, clock.now()));
      } catch (SQLException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
        if (SqlFailure.of(e) == SqlFailure.WRONG || !pause()) {
          break;
        }
      }
    }
    throw refused("", failure);
  }

  private static boolean pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * A connection that this thread gets may be part of a transaction that is not the store's:
   * another one does it.
   */
  private <T> T aside(Callable<T> work) {
    FutureTask<T> done = new FutureTask<>(work);
    threads.start("insert", done);
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotStoredException(
          "It is not known whether the task was accepted: its thread was interrupted", e);
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause();
      if (thrown instanceof NotStoredException) {
        throw (NotStoredException) thrown;
      }
      throw new NotStoredException("The task was not accepted: " + thrown, thrown);
    }
  }

  private static NotStoredException refused(String more, @Nullable SQLException e) {
    return new NotStoredException(
        "The task was not accepted: the database of offstage.store did not take it ("
            + (e == null ? "no answer" : e.getMessage())
            + ")"
            + more,
        e);
  }
}
