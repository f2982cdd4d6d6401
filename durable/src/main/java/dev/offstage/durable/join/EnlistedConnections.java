package dev.offstage.durable.join;

import dev.offstage.internal.commit.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of JTA's, whose manager enlists each connection that this thread gets. The first
 * connection stays open until the row is written: once Atomikos has taken one back, MariaDB cannot
 * resume the transaction on it.
 */
final class EnlistedConnections implements JoinedTransaction {
  private final DataSource store;
  private final Transaction transaction;
  private @Nullable Connection first;

  /**
   * @param first an open one to write with; null to get one then
   */
  EnlistedConnections(DataSource store, Transaction transaction, @Nullable Connection first) {
    this.store = store;
    this.transaction = transaction;
    this.first = first;
  }

  /**
   * Gets a connection to see whether it is enlisted; null if it is not. Only for a pool whose
   * connections are in auto-commit mode outside of a transaction.
   */
  static @Nullable EnlistedConnections tryOne(DataSource store, Transaction transaction)
      throws SQLException {
    Connection connection = store.getConnection();
    boolean keeps = false;
    try {
      keeps = isEnlisted(connection);
      return keeps ? new EnlistedConnections(store, transaction, connection) : null;
    } finally {
      if (!keeps) {
        connection.close();
      }
    }
  }

  /** Some managers enlist a connection no earlier than with its first statement. */
  static boolean isEnlisted(Connection connection) throws SQLException {
    connection.createStatement().close();
    return !connection.getAutoCommit();
  }

  @Override
  public <T extends @Nullable Object> T write(SqlFunction<T> insert) throws SQLException {
    Connection open = first;
    first = null;
    try (Connection connection = open == null ? store.getConnection() : open) {
      return insert.apply(connection);
    }
  }

  @Override
  public void close() throws SQLException {
    Connection open = first;
    first = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public Transaction ended() {
    return transaction;
  }

  @Override
  public String how() {
    return "jta";
  }
}
