package dev.offstage.durable.join;

import dev.offstage.internal.commit.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The transaction of a connection that the caller has given. JDBC does not tell how it ends. */
final class GivenConnection implements JoinedTransaction {
  private final Connection connection;

  GivenConnection(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalArgumentException(
          "the given connection is in auto-commit mode and has no transaction to join:"
              + " call setAutoCommit(false) on it first, or start the task without it");
    }
    if (connection.isReadOnly()) {
      throw new IllegalArgumentException(
          "the given connection is read-only, and a durable task is a new row:"
              + " give one that can write, or start the task without it");
    }
    this.connection = connection;
  }

  @Override
  public <T extends @Nullable Object> T write(SqlFunction<T> insert) throws SQLException {
    return insert.apply(connection);
  }

  @Override
  public @Nullable Transaction ended() {
    return null;
  }

  @Override
  public String how() {
    return "connection";
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
