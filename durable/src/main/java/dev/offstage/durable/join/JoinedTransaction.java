package dev.offstage.durable.join;

import dev.offstage.internal.commit.Transaction;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the caller's on the store's database. Use it at once, and only on the thread
 * that has asked for it: the transaction may end at any time.
 */
public interface JoinedTransaction extends AutoCloseable {
  /**
   * Writes in this transaction. The row is committed or rolled back with everything else that the
   * caller writes, and is invisible to others until then.
   *
   * <p>A statement that fails harms the caller: PostgreSQL then refuses every further statement of
   * the transaction. So check first whatever can be checked: encode the arguments, compare lengths,
   * and let a duplicate be no error ({@code on conflict do nothing}).
   *
   * @return what the function returns
   * @throws SQLException if the function throws it, or if there is no connection. Pass it on to the
   *     caller, whose transaction may be lost
   */
  <T extends @Nullable Object> T write(SqlFunction<T> insert) throws SQLException;

  /**
   * Tells how the transaction ends. Ask after writing the row.
   *
   * <p>COMMITTED does not prove that the row exists: before Spring 6.2, nobody tells that a nested
   * transaction was rolled back to its savepoint. So run a task only if its row can be updated. And
   * do not wait for ever: Atomikos, for one, tells its JTA registry of no rollback.
   *
   * @return null if nobody tells: then look for the row until it is visible
   */
  @Nullable Transaction ended();

  /** What the transaction belongs to: {@code spring}, {@code jta} or {@code connection}. */
  String how();

  /** Gives back what it holds if nothing is written after all. The transaction goes on. */
  @Override
  void close() throws SQLException;
}
