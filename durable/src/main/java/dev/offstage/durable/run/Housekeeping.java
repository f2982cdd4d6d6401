package dev.offstage.durable.run;

import dev.offstage.durable.row.Expiry;
import dev.offstage.durable.row.Moved;
import dev.offstage.durable.row.Orphans;
import dev.offstage.durable.row.Publications;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What any of the nodes does for all: frees what dead ones have left, deletes what is over, finds
 * what was moved by hand.
 */
final class Housekeeping {
  private static final long SELDOM_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_AT_ONCE = 20;
  private static final long RARE_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Connections connections;
  private final Orphans orphans;
  private final Expiry expiry;
  private final Publications publications;
  private final Moved moved;
  private final Heart heart;
  private final DatabaseClock clock;
  // Only the thread of the engine does this.
  private long seldom = System.nanoTime() - SELDOM_NANOS;
  private long rare = System.nanoTime() - RARE_NANOS;

  /**
   * Of one node.
   *
   * @param heart knows whether others may be judged
   */
  Housekeeping(
      Connections connections,
      Orphans orphans,
      Expiry expiry,
      Publications publications,
      Moved moved,
      Heart heart,
      DatabaseClock clock) {
    this.connections = connections;
    this.orphans = orphans;
    this.expiry = expiry;
    this.publications = publications;
    this.moved = moved;
    this.heart = heart;
    this.clock = clock;
  }

  /**
   * Does it.
   *
   * @return whether there is something to be taken now
   */
  boolean run() {
    if (!heart.isSteady()) {
      return false;
    }
    try {
      List<Orphans.Orphan> freed = connections.with(this::freeOrphans);
      freed.forEach(Housekeeping::say);
      boolean some = !freed.isEmpty();
      if (System.nanoTime() - seldom >= SELDOM_NANOS) {
        connections.run(connection -> expiry.run(connection, clock.now()));
        some |= connections.with(connection -> moved.run(connection, clock.now())) > 0;
        expirePublications();
        seldom = System.nanoTime();
      }
      return some;
    } catch (SQLException e) {
      // The heart says that the store is away; another node may see it.
      return false;
    }
  }

  /** A few at a time, and then not for long: it has to look at all of them. */
  private void expirePublications() throws SQLException {
    boolean more = System.nanoTime() - rare >= RARE_NANOS;
    for (int i = 0; more && i < MOST_AT_ONCE; i++) {
      more = connections.with(connection -> publications.expire(connection, clock.now()));
      if (!more) {
        rare = System.nanoTime();
      }
    }
  }

  /** By the time of this moment: that of before the clock was set would make living nodes dead. */
  private List<Orphans.Orphan> freeOrphans(Connection connection) throws SQLException {
    heart.sync(connection);
    Instant now = clock.now();
    return heart.isSteady() ? orphans.free(connection, now) : Collections.emptyList();
  }

  private static void say(Orphans.Orphan orphan) {
    Log.warn(
        "offstage: durable task '"
            + orphan.name
            + "' ("
            + orphan.id
            + ") was left by node "
            + orphan.lostBy
            + (orphan.isParked
                ? ", as before by others: it is parked"
                : ", which is silent; it is run again"));
  }
}
