package dev.offstage.durable.row;

import dev.offstage.durable.sql.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept of tasks that clients ask about. Immutable and thread-safe. */
public final class Publications {
  private static final Duration LEAST_TIME = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final int MOST = 500;

  private final Store store;
  private final String insert;
  private final String update;
  private final String find;
  private final String forget;
  private final String forgetEnd;
  private final String over;
  private final String expire;

  public Publications(Store store) {
    this.store = store;
    String published = store.tables.published();
    insert =
        "insert into "
            + published
            + " (publication, task_name, published_at, task_instance) values (?, ?, ?, ?)";
    update =
        "update "
            + published
            + " set publication = ?, task_name = ?, published_at = ? where task_instance = ?";
    find = "select task_name, publication from " + published + " where task_instance = ?";
    forget = "delete from " + published + " where task_instance = ?";
    // Not deleted: whoever waits for its end has to find that, and looks soon.
    forgetEnd =
        "update "
            + store.tables.ended()
            + " set result = null, task_data = null, reason = coalesce(reason, 'forgotten'),"
            + " keep_until = ? where task_instance = ?";
    // One without a name had ended when it was published.
    over =
        "select task_instance from "
            + published
            + " where published_at < ?"
            + without(store.tables.tasks(), published, "task_name", "task_instance")
            + without(store.tables.ended(), published, "task_instance");
    // Not if it was published once more.
    expire = "delete from " + published + " where published_at < ? and task_instance = ?";
  }

  private static String without(String table, String published, String... columns) {
    StringBuilder same = new StringBuilder();
    for (String column : columns) {
      same.append(same.length() == 0 ? "" : " and ");
      same.append(table + "." + column + " = " + published + "." + column);
    }
    return " and not exists (select 1 from " + table + " where " + same + ")";
  }

  /** One of them. Immutable. */
  public static final class Publication {
    /** Under which the task is written down; null if it had ended by then. */
    public final @Nullable String name;

    private final byte[] data;

    Publication(@Nullable String name, byte[] data) {
      this.name = name;
      this.data = data;
    }

    public byte[] data() {
      return data.clone();
    }
  }

  /** Adds one, or takes the place of one. */
  public void put(Connection connection, String id, @Nullable String name, byte[] data, Instant now)
      throws SQLException {
    try {
      put(connection, insert, id, name, data, now);
    } catch (SQLException e) {
      if (SqlFailure.of(e) != SqlFailure.DUPLICATE) {
        throw e;
      }
      put(connection, update, id, name, data, now);
    }
  }

  private void put(
      Connection connection, String sql, String id, @Nullable String name, byte[] data, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, data);
      statement.setString(2, name);
      store.dialect.setInstant(statement, 3, now);
      statement.setString(4, id);
      statement.executeUpdate();
    }
  }

  /** The one of a task. */
  public Optional<Publication> find(Connection connection, String id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(find)) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(new Publication(rows.getString(1), rows.getBytes(2)))
            : Optional.empty();
      }
    }
  }

  /** Forgets one, what its task was given and has returned, and soon how it has ended. */
  public void forget(Connection connection, String id, Instant now) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(forget)) {
      delete.setString(1, id);
      delete.executeUpdate();
    }
    try (PreparedStatement update = connection.prepareStatement(forgetEnd)) {
      store.dialect.setInstant(update, 1, now.plus(SOON));
      update.setString(2, id);
      update.executeUpdate();
    }
  }

  /**
   * Deletes those of whose tasks nothing is left; not before some time, for those to come.
   *
   * @return whether there may be more of them
   */
  public boolean expire(Connection connection, Instant now) throws SQLException {
    Instant before = now.minus(LEAST_TIME);
    List<String> ids = over(connection, before);
    try (PreparedStatement delete = connection.prepareStatement(expire)) {
      for (String id : ids) {
        store.dialect.setInstant(delete, 1, before);
        delete.setString(2, id);
        delete.addBatch();
      }
      if (!ids.isEmpty()) {
        delete.executeBatch();
      }
    }
    return ids.size() == MOST;
  }

  private List<String> over(Connection connection, Instant before) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(over)) {
      select.setMaxRows(MOST);
      store.dialect.setInstant(select, 1, before);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }
}
