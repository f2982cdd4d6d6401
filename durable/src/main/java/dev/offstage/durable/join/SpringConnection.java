package dev.offstage.durable.join;

import dev.offstage.internal.commit.Transaction;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connection that Spring has bound to this thread for a DataSource, and its transaction. */
final class SpringConnection implements JoinedTransaction {
  private final Transaction transaction;
  private final MethodHandle[] calls;
  private final DataSource key;
  private final boolean managed;

  /**
   * @param calls how to get the connection and how to give it back
   * @param key the DataSource that it is bound for
   */
  SpringConnection(Transaction transaction, MethodHandle[] calls, DataSource key, boolean managed) {
    this.transaction = transaction;
    this.calls = calls;
    this.key = key;
    this.managed = managed;
  }

  /**
   * Whether Spring itself commits it. If not, it is kept for as long as the transaction lasts, of
   * another DataSource or of JTA's.
   */
  boolean isManaged() {
    return managed;
  }

  @Override
  public <T extends @Nullable Object> T write(SqlFunction<T> insert) throws SQLException {
    Connection connection = (Connection) call(calls[0], key);
    try {
      return insert.apply(connection);
    } finally {
      call(calls[1], connection, key);
    }
  }

  private static Object call(MethodHandle method, Object... arguments) throws SQLException {
    try {
      return method.invokeWithArguments(arguments);
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new SQLException("Spring gives no connection", t);
    }
  }

  @Override
  public Transaction ended() {
    return transaction;
  }

  @Override
  public String how() {
    return managed ? "spring" : "jta";
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
