package dev.offstage.durable.row;

import dev.offstage.durable.sql.Dialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Where tasks stand in the queue: in the order of the times at which they are due, but one of a
 * higher priority a step or two earlier. So it goes before those that were due up to as much
 * earlier, and none waits for ever. Immutable.
 */
public final class QueueTimes {
  static final int LOW = -1;
  static final int NORMAL = 0;
  static final int HIGH = 1;

  /** Sets the column; for {@link #set}. */
  static final String SET =
      "queue_time = case when priority > 0 then ? when priority < 0 then ? else ? end";

  private static final Duration STRICT = Duration.ofDays(36_500);

  private final Duration step;

  /**
   * @param step as {@code offstage.priority.step}; zero if levels are strict
   */
  public QueueTimes(Duration step) {
    this.step = step.isZero() ? STRICT : step;
  }

  /**
   * Never later than when it is due: what is due is found by this time, whatever the step of the
   * node that has written it down.
   */
  Instant of(Instant due, int priority) {
    int steps = Math.max(LOW, Math.min(HIGH, priority)) - LOW;
    return due.minus(step.multipliedBy(steps));
  }

  /** Sets the parameters of {@link #SET}; returns which is the next one. */
  int set(Dialect dialect, PreparedStatement statement, int from, Instant due) throws SQLException {
    dialect.setInstant(statement, from, of(due, HIGH));
    dialect.setInstant(statement, from + 1, of(due, LOW));
    dialect.setInstant(statement, from + 2, of(due, NORMAL));
    return from + 3;
  }
}
