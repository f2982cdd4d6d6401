package dev.offstage.durable.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    public final byte @Nullable [] result;

    Ended(String state, @Nullable String reason, @Nullable String error, byte @Nullable [] result) {
      this.state = state;
      this.reason = reason;
      this.error = error;
      this.result = result;
    }
  }

  /** Those of these tasks that have not ended. */
  public Set<String> live(Connection connection, Collection<String> ids) throws SQLException {
    Set<String> live = new HashSet<>();
    String sql = "select task_instance from " + store.tables.tasks() + in(ids);
    try (PreparedStatement select = prepare(connection, sql, ids);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        live.add(rows.getString(1));
      }
    }
    return live;
  }

  /** How those of these tasks have ended of which that is kept. */
  public Map<String, Ended> ended(Connection connection, Collection<String> ids)
      throws SQLException {
    Map<String, Ended> ended = new HashMap<>();
    String sql =
        "select task_instance, state, reason, error_text, result from "
            + store.tables.ended()
            + in(ids);
    try (PreparedStatement select = prepare(connection, sql, ids);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ended.put(
            rows.getString(1),
            new Ended(rows.getString(2), rows.getString(3), rows.getString(4), rows.getBytes(5)));
      }
    }
    return ended;
  }

  private static String in(Collection<String> ids) {
    StringBuilder in = new StringBuilder(" where task_instance in (?");
    for (int i = 1; i < ids.size(); i++) {
      in.append(", ?");
    }
    return in.append(')').toString();
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, Collection<String> ids) throws SQLException {
    PreparedStatement select = connection.prepareStatement(sql);
    int index = 1;
    for (String id : ids) {
      select.setString(index++, id);
    }
    return select;
  }
}
