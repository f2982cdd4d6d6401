package dev.offstage.durable.join;

import dev.offstage.internal.commit.Outcome;
import dev.offstage.internal.commit.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What accepting a task does: a row in the caller's transaction, and what is told of its end. */
final class Enqueuing {
  final List<Outcome> ends = new CopyOnWriteArrayList<>();
  private final Joining joining;

  Enqueuing(DataSource store, boolean autoCommit) {
    joining = new Joining(store, autoCommit);
  }

  /** How it is joined; null if it is not, and nothing is written. */
  @Nullable String enqueue(String id) throws SQLException {
    return enqueue(id, ends::add);
  }

  /** The same, and who is told of its end. */
  @Nullable String enqueue(String id, Consumer<Outcome> end) throws SQLException {
    try (JoinedTransaction joined = joining.current()) {
      if (joined == null) {
        return null;
      }
      joined.write(Rows.insert(id));
      listen(Objects.requireNonNull(joined.ended()), end);
      return joined.how();
    }
  }

  private static void listen(Transaction transaction, Consumer<Outcome> end) {
    try {
      transaction.whenEnded(end);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}
