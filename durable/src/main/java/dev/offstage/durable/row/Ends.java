package dev.offstage.durable.row;

import dev.offstage.durable.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes down how tasks have ended. Immutable and thread-safe. */
public final class Ends {
  private static final int REASON = 255;
  private static final int ERROR = 10_000;
  private static final String OURS =
      " where task_name = ? and task_instance = ? and version = ? and picked_by = ?";

  private final Store store;
  private final Duration keep;
  private final Turns turns;
  private final String claim;
  private final String copy;
  private final String delete;
  private final String again;
  private final String back;
  private final String stopped;
  private final String inLane;

  /**
   * @param keep how long it is known how tasks have ended
   */
  public Ends(Store store, Duration keep) {
    this.store = store;
    this.keep = keep;
    this.turns = new Turns(store);
    String tasks = store.tables.tasks();
    this.claim = "update " + tasks + " set version = version + 1" + OURS;
    this.copy = EndedRows.copy(store, "?", "?", "?", "?", OURS);
    this.delete = "delete from " + tasks + OURS;
    String free = " set picked = ?, picked_by = null, last_heartbeat = null, version = version + 1";
    this.again =
        "update "
            + tasks
            + free
            + ", crashes = 0, execution_time = ?, "
            + QueueTimes.SET
            + ", consecutive_failures = ?, last_failure = ?"
            + OURS;
    this.back = "update " + tasks + free + OURS;
    this.inLane = "update " + tasks + free + ", queue_time = null" + OURS;
    this.stopped = "update " + tasks + free + ", crashes = 0" + OURS;
  }

  /**
   * Writes all of these in one transaction.
   *
   * @return for each whether the row was still as its holder knows it
   */
  public List<Boolean> write(Connection connection, List<End> ends, Instant now)
      throws SQLException {
    return Transactions.run(
        connection,
        () -> {
          Set<End> done = new HashSet<>();
          keep(connection, only(ends, End.Kind.KEPT), now, done);
          for (End end : only(ends, End.Kind.NEXT)) {
            if (turns.next(connection, end, now)) {
              done.add(end);
            }
          }
          for (End.Kind kind : EnumSet.complementOf(EnumSet.of(End.Kind.KEPT, End.Kind.NEXT))) {
            run(connection, sqlOf(kind), only(ends, kind), now, done);
          }
          List<Boolean> all = new ArrayList<>();
          ends.forEach(end -> all.add(done.contains(end)));
          return all;
        });
  }

  private String sqlOf(End.Kind kind) {
    switch (kind) {
      case GONE:
        return delete;
      case AGAIN:
        return again;
      case IN_LANE:
        return inLane;
      case STOPPED:
        return stopped;
      default:
        return back;
    }
  }

  /** Whoever takes a row away from its holder does it in the same step, so only one copies it. */
  private void keep(Connection connection, List<End> ends, Instant now, Set<End> done)
      throws SQLException {
    run(connection, claim, ends, now, done);
    List<End> claimed = new ArrayList<>(ends);
    claimed.retainAll(done);
    List<End> next = new ArrayList<>();
    claimed.forEach(end -> next.add(end.claimed()));
    copy(connection, next, now);
    run(connection, delete, next, now, new HashSet<>());
  }

  private static List<End> only(List<End> ends, End.Kind kind) {
    List<End> some = new ArrayList<>(ends);
    some.removeIf(end -> end.kind != kind);
    return some;
  }

  private void copy(Connection connection, List<End> kept, Instant now) throws SQLException {
    if (kept.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(copy)) {
      for (End end : kept) {
        insert.setString(1, end.state);
        insert.setString(2, SqlText.cut(end.reason, REASON));
        insert.setString(3, SqlText.cut(end.error, ERROR));
        insert.setBytes(4, end.result);
        insert.setInt(5, end.attempts);
        store.dialect.setInstant(insert, 6, now);
        store.dialect.setInstant(insert, 7, now.plus(keep));
        insert.setString(8, store.me);
        setOurs(insert, 9, end.claim);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void run(Connection connection, String sql, List<End> ends, Instant now, Set<End> done)
      throws SQLException {
    if (ends.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (End end : ends) {
        int next = 1;
        if (end.kind != End.Kind.GONE && end.kind != End.Kind.KEPT) {
          statement.setBoolean(next++, false);
        }
        Instant due = end.due;
        if (due != null) {
          store.dialect.setInstant(statement, next++, due);
          next = store.queueTimes.set(store.dialect, statement, next, due);
          statement.setInt(next++, end.attempts);
          store.dialect.setInstant(statement, next++, now);
        }
        setOurs(statement, next, end.claim);
        statement.addBatch();
      }
      int[] counts = statement.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        // A driver may say only that it has worked.
        if (counts[i] != 0) {
          done.add(ends.get(i));
        }
      }
    }
  }

  private void setOurs(PreparedStatement statement, int from, Claim claim) throws SQLException {
    statement.setString(from, claim.name);
    statement.setString(from + 1, claim.id);
    statement.setLong(from + 2, claim.version);
    statement.setString(from + 3, store.me);
  }
}
