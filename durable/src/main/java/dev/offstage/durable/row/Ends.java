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
  private final String move;
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
    this.move = store.dialect.deletesReturnRows() ? EndedRows.move(store, OURS) : "";
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

  /** Whether one statement writes down any of them. */
  public boolean takesOneStatement() {
    return store.dialect.deletesReturnRows();
  }

  /**
   * Writes all of these, each of them whole, and together as far as that saves commits.
   *
   * @return for each whether the row was still as its holder knows it
   */
  public List<Boolean> write(Connection connection, List<End> ends, Instant now)
      throws SQLException {
    if (takesOneStatement() && only(ends, End.Kind.NEXT).isEmpty()) {
      // One statement for each, all of which the driver sends at once, and are committed at once.
      return write(ends, now, connection, this::move);
    }
    return Transactions.run(
        connection,
        () -> write(ends, now, connection, takesOneStatement() ? this::move : this::keep));
  }

  /** Writes those of which something is kept. */
  @FunctionalInterface
  private interface Keeping {
    void write(Connection connection, List<End> kept, Instant now, Set<End> done)
        throws SQLException;
  }

  private List<Boolean> write(List<End> ends, Instant now, Connection connection, Keeping keeping)
      throws SQLException {
    Set<End> done = new HashSet<>();
    keeping.write(connection, only(ends, End.Kind.KEPT), now, done);
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
        setOurs(insert, setEnded(insert, 1, end, now), end.claim);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Deletes and keeps them in one statement each: whoever has lost a row has none to keep. */
  private void move(Connection connection, List<End> ends, Instant now, Set<End> done)
      throws SQLException {
    if (ends.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(move)) {
      for (End end : ends) {
        int unused = setEnded(statement, setOurs(statement, 1, end.claim), end, now);
        statement.addBatch();
      }
      addDone(statement.executeBatch(), ends, done);
    }
  }

  /** Returns which parameter is the next one. */
  private int setEnded(PreparedStatement insert, int from, End end, Instant now)
      throws SQLException {
    insert.setString(from, end.state);
    insert.setString(from + 1, SqlText.cut(end.reason, REASON));
    insert.setString(from + 2, SqlText.cut(end.error, ERROR));
    insert.setBytes(from + 3, end.result);
    insert.setInt(from + 4, end.attempts);
    store.dialect.setInstant(insert, from + 5, now);
    store.dialect.setInstant(insert, from + 6, now.plus(end.keep == null ? keep : end.keep));
    insert.setString(from + 7, store.me);
    return from + 8;
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
        int unused = setOurs(statement, next, end.claim);
        statement.addBatch();
      }
      addDone(statement.executeBatch(), ends, done);
    }
  }

  private static void addDone(int[] counts, List<End> ends, Set<End> done) {
    for (int i = 0; i < counts.length; i++) {
      // A driver may say only that it has worked.
      if (counts[i] != 0) {
        done.add(ends.get(i));
      }
    }
  }

  /** Returns which parameter is the next one. */
  private int setOurs(PreparedStatement statement, int from, Claim claim) throws SQLException {
    statement.setString(from, claim.name);
    statement.setString(from + 1, claim.id);
    statement.setLong(from + 2, claim.version);
    statement.setString(from + 3, store.me);
    return from + 4;
  }
}
