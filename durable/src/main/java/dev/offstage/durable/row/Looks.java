package dev.offstage.durable.row;

import dev.offstage.Progress;
import dev.offstage.internal.task.Elsewhere;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks what has become of tasks. Immutable and thread-safe. */
public final class Looks {
  private final Store store;

  public Looks(Store store) {
    this.store = store;
  }

  /** How a task has ended. Immutable. */
  public static final class Ended {
    public final String state;
    public final @Nullable String reason;
    public final @Nullable String error;
    public final Elsewhere times;

    /** Under which it was written down. */
    public final String name;

    final String id;

    Ended(
        String id,
        String name,
        String state,
        @Nullable String reason,
        @Nullable String error,
        Elsewhere times) {
      this.id = id;
      this.name = name;
      this.times = times;
      this.state = state;
      this.reason = reason;
      this.error = error;
    }
  }

  /** What is known of a task that has not ended. Immutable. */
  public static final class Live {
    public final Elsewhere times;

    /** How far it has come; null if it does not say. */
    public final @Nullable Progress progress;

    Live(Elsewhere times, @Nullable Progress progress) {
      this.times = times;
      this.progress = progress;
    }
  }

  /**
   * Those of these tasks that have not ended, by their ids.
   *
   * @param names those under which they are written down
   */
  public Map<String, Live> live(
      Connection connection, Collection<String> ids, Collection<String> names) throws SQLException {
    Map<String, Live> live = new HashMap<>();
    // In the order of the primary key, so that nobody looks through the whole table.
    String sql =
        "select task_instance, picked, handed_at, started_at, progress from "
            + store.tables.tasks()
            + " where"
            + in("task_name", names)
            + " and"
            + in("task_instance", ids);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int unused = set(select, set(select, 1, names), ids);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          // Of one that is given back, it is still said what was.
          boolean taken = rows.getBoolean(2);
          live.put(
              rows.getString(1),
              new Live(
                  new Elsewhere(
                      handedAt(rows),
                      taken ? store.dialect.getInstant(rows, "started_at") : null,
                      null),
                  taken ? ProgressText.read(rows.getString(5)) : null));
        }
      }
    }
    return live;
  }

  /**
   * The name under which a task is written down that has not ended; null if there is none. Looks
   * through the whole table: only for where nobody knows the name.
   */
  public @Nullable String nameOf(Connection connection, String id) throws SQLException {
    String sql = "select task_name from " + store.tables.tasks() + " where task_instance = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  private Instant handedAt(ResultSet rows) throws SQLException {
    Instant time = store.dialect.getInstant(rows, "handed_at");
    return time == null ? Instant.EPOCH : time;
  }

  /**
   * What one of {@link #ended} has returned: each by itself, since it may be large.
   *
   * @return empty if it has returned nothing, or that is not kept
   */
  public Optional<byte[]> result(Connection connection, Ended ended) throws SQLException {
    String sql =
        "select result from " + store.tables.ended() + " where task_instance = ? and task_name = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, ended.id);
      select.setString(2, ended.name);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** How those of these tasks have ended of which that is kept. */
  public Map<String, Ended> ended(Connection connection, Collection<String> ids)
      throws SQLException {
    Map<String, Ended> ended = new HashMap<>();
    String sql =
        "select task_instance, state, reason, error_text, handed_at, started_at, ended_at,"
            + " task_name from "
            + store.tables.ended()
            + " where"
            + in("task_instance", ids);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int unused = set(select, 1, ids);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Elsewhere times =
              new Elsewhere(
                  handedAt(rows),
                  store.dialect.getInstant(rows, "started_at"),
                  store.dialect.getInstant(rows, "ended_at"));
          ended.put(
              rows.getString(1),
              new Ended(
                  rows.getString(1),
                  rows.getString("task_name"),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  times));
        }
      }
    }
    return ended;
  }

  private static String in(String column, Collection<String> values) {
    StringBuilder in = new StringBuilder(" ").append(column).append(" in (?");
    for (int i = 1; i < values.size(); i++) {
      in.append(", ?");
    }
    return in.append(')').toString();
  }

  /** Returns which parameter is the next one. */
  private static int set(PreparedStatement select, int from, Collection<String> values)
      throws SQLException {
    int index = from;
    for (String value : values) {
      select.setString(index++, value);
    }
    return index;
  }
}
