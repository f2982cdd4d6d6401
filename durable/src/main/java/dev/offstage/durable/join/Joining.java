package dev.offstage.durable.join;

import dev.offstage.internal.commit.JtaTransaction;
import dev.offstage.internal.commit.SpringTransaction;
import dev.offstage.internal.commit.Transaction;
import dev.offstage.internal.commit.Transactions;
import dev.offstage.internal.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller's transaction, so that a row of the store can be written in it. Thread-safe.
 *
 * <p>A row in a transaction that nobody commits would be lost, whereas a row that is not joined is
 * merely committed early. So a transaction is joined only if it is certain to commit the row:
 *
 * <ul>
 *   <li><b>Spring</b>: its transaction manager has bound a connection of the store's DataSource to
 *       this thread, and that connection is not in auto-commit mode. The managers for JDBC, JPA and
 *       Hibernate do so if they know the DataSource. Spring's own proxies around the DataSource do
 *       not matter.
 *   <li><b>JTA</b>, of either namespace, also behind Spring: this thread gets connections that are
 *       not in auto-commit mode, whereas connections outside of a transaction are. That tells a
 *       pool that enlists its connections from one that takes no part in JTA. A pool that hands out
 *       connections without auto-commit anyway cannot be told apart, so it is not joined; nor is a
 *       pool that reports auto-commit for an enlisted connection.
 * </ul>
 *
 * <p>Read-only transactions are not joined, because the database would refuse the row. Nor are
 * transactions that have just been committed: Spring still shows them to {@code afterCommit}. A
 * transaction that is marked for rollback is joined, and takes the row with it.
 */
public final class Joining {
  private final Transactions transactions = new Transactions();
  private final AtomicBoolean said = new AtomicBoolean();
  private final DataSource store;
  private final boolean autoCommit;
  // Whether the pool takes part in JTA's transactions: null before it is known.
  private volatile @Nullable Boolean enlists;

  /**
   * Call this on a thread that has the application's context class loader.
   *
   * @param autoCommit whether connections of the store are in auto-commit mode outside of a
   *     transaction; ask for one on a thread of the store, which is never in a transaction
   */
  public Joining(DataSource store, boolean autoCommit) {
    this.store = store;
    this.autoCommit = autoCommit;
  }

  /**
   * The transaction of a connection to the store's database. JDBC does not tell how it ends.
   *
   * @throws IllegalArgumentException if the connection is in auto-commit mode or read-only
   * @throws SQLException if the connection does not answer, for example because it is closed
   */
  public static JoinedTransaction in(Connection connection) throws SQLException {
    return new GivenConnection(connection);
  }

  /**
   * The transaction of this thread that uses the store.
   *
   * @return null if there is none to join. Then write the row in its own transaction and <b>on
   *     another thread</b>: a connection that this thread gets may still be enlisted
   * @throws SQLException if a pool that may take part in JTA gives no connection
   */
  public @Nullable JoinedTransaction current() throws SQLException {
    Transaction transaction = transactions.current();
    try {
      return transaction instanceof SpringTransaction
          ? spring((SpringTransaction) transaction)
          : transaction instanceof JtaTransaction ? jta((JtaTransaction) transaction) : null;
    } catch (SQLException | VirtualMachineError e) {
      throw e;
    } catch (Throwable t) {
      // Not the Spring that is known: a guess could lose rows.
      if (!said.getAndSet(true)) {
        Log.warn("offstage: durable tasks do not join transactions: they cannot be seen", t);
      }
      return null;
    }
  }

  private @Nullable JoinedTransaction spring(SpringTransaction transaction) throws Throwable {
    if (transaction.isReadOnly() || AfterCommit.isRunning()) {
      return null;
    }
    SpringConnections bound = SpringConnections.of(transaction, store);
    SpringConnection own = bound.own();
    if (own != null && own.isManaged()) {
      return own.write(connection -> !connection.getAutoCommit()) ? own : null;
    }
    if (bound.managesAnother() || !autoCommit) {
      return null;
    }
    if (own != null) {
      return own.write(EnlistedConnections::isEnlisted) ? own : null;
    }
    DataSource pool = SpringDataSources.behind(store, transaction.loader());
    return EnlistedConnections.tryOne(pool, transaction);
  }

  private @Nullable JoinedTransaction jta(JtaTransaction transaction) throws SQLException {
    if (!autoCommit || !(transaction.isActive() || transaction.isMarkedForRollback())) {
      return null;
    }
    Boolean known = enlists;
    if (known != null) {
      return known ? new EnlistedConnections(store, transaction, null) : null;
    }
    JoinedTransaction joined = EnlistedConnections.tryOne(store, transaction);
    // One that is marked may be given connections that are not enlisted.
    if (transaction.isActive()) {
      enlists = joined != null;
    }
    return joined;
  }
}
