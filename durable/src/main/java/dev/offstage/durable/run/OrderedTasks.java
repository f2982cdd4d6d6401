package dev.offstage.durable.run;

import dev.offstage.durable.row.Lane;
import dev.offstage.durable.row.Lanes;
import dev.offstage.internal.text.Log;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets tasks with an order go on when it is their turn: soon after one has come or has ended here,
 * and within a lease after a node has died that was about to. Thread-safe.
 */
final class OrderedTasks {
  private final Connections connections;
  private final Lanes lanes;
  private final Runnable look;
  private final long leaseNanos;
  private final Set<Lane> toOpen = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  // Any thread may set it back, so that the next one looks; it is no harm if two do.
  private volatile long looked;

  /**
   * @param look makes this process look for what is due, and call {@link #open}
   */
  OrderedTasks(Connections connections, Lanes lanes, Runnable look, Duration lease) {
    this.connections = connections;
    this.lanes = lanes;
    this.look = look;
    this.leaseNanos = lease.toNanos();
    this.looked = System.nanoTime() - leaseNanos;
  }

  /** Somebody has come to the lane or left it, as everybody can see. */
  void changed(Lane lane) {
    toOpen.add(lane);
    if (stopped) {
      openAtTheEnd();
    } else {
      look.run();
    }
  }

  /** Somebody may have left a lane that is not known here. */
  void someChanged() {
    looked = System.nanoTime() - leaseNanos;
  }

  /** Opens the lanes that have changed; at times all of them. */
  void open() throws SQLException {
    boolean all = System.nanoTime() - looked >= leaseNanos;
    if (!all && toOpen.isEmpty()) {
      return;
    }
    List<Lane> some = new ArrayList<>(toOpen);
    connections.run(
        connection -> {
          if (all) {
            looked = System.nanoTime();
            some.addAll(lanes.strays(connection));
          }
          for (Lane lane : some) {
            // Before it is opened: what changes after that is another turn.
            toOpen.remove(lane);
            try {
              lanes.open(connection, lane);
            } catch (SQLException e) {
              toOpen.add(lane);
              throw e;
            }
          }
        });
  }

  /** From now on nobody looks here for what is due; other nodes need not wait for a lease. */
  void stop() {
    stopped = true;
    openAtTheEnd();
  }

  private void openAtTheEnd() {
    try {
      open();
    } catch (SQLException e) {
      Log.warn(
          "offstage: tasks with an order wait until another node, or the next start, looks", e);
    }
  }
}
