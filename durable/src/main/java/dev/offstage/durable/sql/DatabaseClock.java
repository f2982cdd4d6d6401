package dev.offstage.durable.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * The time of the database, which all nodes share, without a query for each look at it.
 *
 * <p>It goes on with {@link System#nanoTime}, which nobody sets, and is put right by each {@link
 * #sync}; it goes backwards then if it was ahead, and never in between. Thread-safe.
 */
public final class DatabaseClock {
  private static final int MEASUREMENTS = 3;

  private final Dialect dialect;
  private volatile Reading reading;

  private DatabaseClock(Dialect dialect, Reading reading) {
    this.dialect = dialect;
    this.reading = reading;
  }

  /**
   * A clock that has been put right once.
   *
   * @param connection which is in no transaction: there, H2's time stands still
   */
  public static DatabaseClock of(Dialect dialect, Connection connection) throws SQLException {
    return new DatabaseClock(dialect, read(dialect, connection));
  }

  /** The time of the database, in microseconds, as databases store it. */
  public Instant now() {
    return reading.at(System.nanoTime()).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Asks the database again.
   *
   * @param connection which is in no transaction: there, H2's time stands still
   * @param jumps is told how far its clock was set forward since it was asked before, or back if
   *     that is negative; before anybody sees the new time
   */
  public void sync(Connection connection, Consumer<Duration> jumps) throws SQLException {
    Reading next = read(dialect, connection);
    jumps.accept(Duration.between(reading.at(next.nanoTime), next.time));
    reading = next;
  }

  /** How far the database is ahead of the clock of this machine, in milliseconds; else negative. */
  public long driftMillis() {
    return ChronoUnit.MILLIS.between(Instant.now(), now());
  }

  /** The one of several with the shortest round trip: its error is half of that at most. */
  private static Reading read(Dialect dialect, Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalArgumentException("The connection is in a transaction");
    }
    try (PreparedStatement query = connection.prepareStatement(dialect.clock())) {
      Reading best = measure(dialect, query);
      for (int i = 1; i < MEASUREMENTS; i++) {
        Reading next = measure(dialect, query);
        best = next.roundTrip < best.roundTrip ? next : best;
      }
      return best;
    }
  }

  private static Reading measure(Dialect dialect, PreparedStatement query) throws SQLException {
    long before = System.nanoTime();
    try (ResultSet rows = query.executeQuery()) {
      long roundTrip = System.nanoTime() - before;
      rows.next();
      Instant time = dialect.getInstant(rows, 1);
      if (time == null) {
        throw new SQLException(dialect + " has no time");
      }
      return new Reading(time, before + roundTrip / 2, roundTrip);
    }
  }

  private static final class Reading {
    final Instant time;
    final long nanoTime;
    final long roundTrip;

    Reading(Instant time, long nanoTime, long roundTrip) {
      this.time = time;
      this.nanoTime = nanoTime;
      this.roundTrip = roundTrip;
    }

    Instant at(long otherNanoTime) {
      return time.plusNanos(otherNanoTime - nanoTime);
    }
  }
}
