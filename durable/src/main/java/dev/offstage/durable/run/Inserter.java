package dev.offstage.durable.run;

import dev.offstage.NotStoredException;
import dev.offstage.durable.join.JoinedTransaction;
import dev.offstage.durable.join.Joining;
import dev.offstage.durable.row.Inserts;
import dev.offstage.durable.row.NewRow;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.durable.sql.SqlFailure;
import dev.offstage.internal.commit.Transactions;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes new tasks down: in the caller's transaction if that is one of the store's database, else
 * at once. Thread-safe.
 */
final class Inserter {
  private static final int TRIES = 3;
  private static final long RETRY_MILLIS = 50;

  private final Connections connections;
  private final Inserts inserts;
  private final Joining joining;
  private final DatabaseClock clock;
  private final BackgroundThreads threads;
  private final Transactions transactions = new Transactions();

  Inserter(
      Connections connections,
      Inserts inserts,
      Joining joining,
      DatabaseClock clock,
      BackgroundThreads threads) {
    this.connections = connections;
    this.inserts = inserts;
    this.joining = joining;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Writes a task down.
   *
   * @return how; if it is a part of a transaction, it is not there before that is committed
   * @throws NotStoredException if it is not there
   */
  Inserted insert(NewRow row) {
    boolean joins = false;
    try (JoinedTransaction joined = joining.current()) {
      if (joined != null) {
        joins = true;
        Boolean unused =
            joined.write(
                connection -> {
                  inserts.add(connection, row, clock.now());
                  return true;
                });
        return new Inserted(true, joined.ended());
      }
    } catch (SQLException e) {
      throw refused(joins ? "; the transaction that it is a part of fails, too" : "", e);
    }
    if (transactions.current() == null) {
      insertAlone(row);
    } else {
      // A connection that this thread gets may be part of a transaction that is not the store's.
      insertAside(row);
    }
    return new Inserted(false, null);
  }

  private void insertAlone(NewRow row) {
    SQLException failure = null;
    for (int i = 0; i < TRIES; i++) {
      boolean again = failure != null;
      try {
        connections.run(
            connection -> {
              if (again) {
                inserts.addAgain(connection, row, clock.now());
              } else {
                inserts.add(connection, row, clock.now());
              }
            });
        return;
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

  private void insertAside(NewRow row) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    threads.start(
        "insert",
        () -> {
          try {
            insertAlone(row);
          } catch (Throwable t) {
            failure.set(t);
          } finally {
            done.countDown();
          }
        });
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotStoredException(
          "It is not known whether the task was accepted: its thread was interrupted", e);
    }
    Throwable thrown = failure.get();
    if (thrown instanceof NotStoredException) {
      throw (NotStoredException) thrown;
    }
    if (thrown != null) {
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
