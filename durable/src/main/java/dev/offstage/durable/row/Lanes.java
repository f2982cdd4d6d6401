package dev.offstage.durable.row;

import dev.offstage.durable.sql.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of the tasks with the same order, one is under way on all nodes together: the one that has the
 * lane, which the database gives to one row only. The others are not in the queue, so that nobody
 * takes them, and picks do not have to pass them. A row keeps its lane until it is gone: also
 * between attempts, and when its node has died.
 *
 * <p>Whoever has added a row, or has ended the one under way, then {@linkplain #open opens} the
 * lane, after the commit: the later of the two sees what the other one has done. If it dies before
 * that, others find the lane among the {@linkplain #strays strays}. Immutable and thread-safe.
 */
public final class Lanes {
  private static final int MOST = 100;

  private final Store store;
  private final String first;
  private final String take;
  private final String strays;

  public Lanes(Store store) {
    this.store = store;
    String tasks = store.tables.tasks();
    String waits = " and queue_time is null and lane is null";
    this.first =
        "select task_name, task_instance, execution_time, priority from "
            + tasks
            + " where order_key = ? and pool = ?"
            + waits
            + " and not exists (select 1 from "
            + tasks
            + " under_way where under_way.pool = ? and under_way.lane = ?)"
            + " order by order_no, task_instance limit 1";
    this.take =
        "update "
            + tasks
            + " set lane = order_key, queue_time = ?"
            + " where task_name = ? and task_instance = ?"
            + waits;
    this.strays =
        "select distinct pool, order_key from "
            + tasks
            + " waiting where order_key is not null"
            + waits
            + " and not exists (select 1 from "
            + tasks
            + " under_way where under_way.pool = waiting.pool"
            + " and under_way.lane = waiting.order_key) limit "
            + MOST;
  }

  /**
   * Gives a lane to the first of those that wait in it, if nobody has it. Each statement counts at
   * once.
   */
  public void open(Connection connection, Lane lane) throws SQLException {
    boolean missed = true;
    while (missed) {
      First next = first(connection, lane);
      // Somebody else may have ended it, or have given it the lane.
      missed = next != null && !take(connection, next);
    }
  }

  /** One that is to have the lane. */
  private static final class First {
    final String name;
    final String id;
    final Instant queueTime;

    First(String name, String id, Instant queueTime) {
      this.name = name;
      this.id = id;
      this.queueTime = queueTime;
    }
  }

  private @Nullable First first(Connection connection, Lane lane) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(first)) {
      select.setString(1, lane.order);
      select.setString(2, lane.pool);
      select.setString(3, lane.pool);
      select.setString(4, lane.order);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        Instant due = store.dialect.getInstant(rows, 3);
        Instant queueTime = store.queueTimes.of(due == null ? Instant.EPOCH : due, rows.getInt(4));
        return new First(rows.getString(1), rows.getString(2), queueTime);
      }
    }
  }

  private boolean take(Connection connection, First next) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(take)) {
      store.dialect.setInstant(update, 1, next.queueTime);
      update.setString(2, next.name);
      update.setString(3, next.id);
      return update.executeUpdate() != 0;
    } catch (SQLException e) {
      if (SqlFailure.of(e) == SqlFailure.DUPLICATE) {
        // Somebody else was faster, with another one.
        return true;
      }
      throw e;
    }
  }

  /** Lanes in which somebody waits and nobody is under way. */
  public List<Lane> strays(Connection connection) throws SQLException {
    List<Lane> lanes = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(strays);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        lanes.add(new Lane(rows.getString(1), rows.getString(2)));
      }
    }
    return lanes;
  }
}
