package dev.offstage.durable.row;

import dev.offstage.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says that this process is alive, and for which tasks. Immutable and thread-safe. */
public final class Beats {
  private final Store store;
  private final String beat;
  private final String list;
  private final String tell;

  public Beats(Store store) {
    this.store = store;
    this.beat =
        store.dialect.updateAllUnlocked(
            store.tables.tasks(), "last_heartbeat = ?", "picked = ? and picked_by = ?");
    this.list =
        "select task_instance, task_name, version, cancelled from "
            + store.tables.tasks()
            + " where picked = ? and picked_by = ?";
    this.tell =
        "update "
            + store.tables.tasks()
            + " set started_at = ?, progress = ?"
            + " where task_name = ? and task_instance = ? and version = ? and picked_by = ?";
  }

  /** How far a task has come. Immutable. */
  public static final class News {
    final Claim claim;

    /** By the clock of this machine. */
    public final Instant started;

    public final @Nullable Progress progress;

    public News(Claim claim, Instant started, @Nullable Progress progress) {
      this.claim = claim;
      this.started = started;
      this.progress = progress;
    }
  }

  /**
   * Says how far tasks of this process have come, for others to show.
   *
   * @param aheadMillis how far the clock of the database is ahead of that of this machine
   */
  public void tell(Connection connection, Collection<News> news, long aheadMillis)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(tell)) {
      for (News each : news) {
        store.dialect.setInstant(update, 1, each.started.plusMillis(aheadMillis));
        update.setString(2, ProgressText.of(each.progress));
        update.setString(3, each.claim.name);
        update.setString(4, each.claim.id);
        update.setLong(5, each.claim.version);
        update.setString(6, store.me);
        // One by one: together they would lock rows in another order than those that end them.
        update.executeUpdate();
      }
    }
  }

  /** What the store knows of a task that this process has. Immutable. */
  public static final class Seen {
    public final Claim claim;

    /** Why somebody wants it to stop; null if nobody does. */
    public final @Nullable String cancelled;

    Seen(Claim claim, @Nullable String cancelled) {
      this.claim = claim;
      this.cancelled = cancelled;
    }
  }

  /** One statement for all of them. */
  public int beat(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(beat)) {
      store.dialect.setInstant(update, 1, now);
      update.setBoolean(2, true);
      update.setString(3, store.me);
      return update.executeUpdate();
    }
  }

  /** What it has in the store, by the ids of the tasks. */
  public Map<String, Seen> held(Connection connection) throws SQLException {
    Map<String, Seen> all = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(list)) {
      select.setBoolean(1, true);
      select.setString(2, store.me);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Claim claim = new Claim(rows.getString(1), rows.getString(2), rows.getLong(3));
          all.put(claim.id, new Seen(claim, rows.getString(4)));
        }
      }
    }
    return all;
  }
}
