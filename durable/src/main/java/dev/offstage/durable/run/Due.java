package dev.offstage.durable.run;

import dev.offstage.durable.engine.DueTasks;
import dev.offstage.durable.row.Picks;
import dev.offstage.durable.row.Row;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.store.StorePool;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes what is due out of the store, as much as there is room for. Thread-safe. */
final class Due implements DueTasks {
  private final Connections connections;
  private final Picks picks;
  private final HeldTasks held;
  private final Intake intake;
  private final Watch watch;
  private final Suspects suspects;
  private final Housekeeping housekeeping;
  private final OrderedTasks ordered;
  private final DatabaseClock clock;
  private final Map<String, StorePool> pools = new ConcurrentHashMap<>();
  // Pools that had no room for all that may be there.
  private final Set<String> more = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private volatile Runnable trigger = () -> {};

  Due(
      Connections connections,
      Picks picks,
      HeldTasks held,
      Intake intake,
      Watch watch,
      Suspects suspects,
      Housekeeping housekeeping,
      OrderedTasks ordered,
      DatabaseClock clock) {
    this.connections = connections;
    this.picks = picks;
    this.held = held;
    this.intake = intake;
    this.watch = watch;
    this.suspects = suspects;
    this.housekeeping = housekeeping;
    this.ordered = ordered;
    this.clock = clock;
  }

  /**
   * Begins to take them.
   *
   * @param triggers makes the engine look now
   */
  void begin(Iterable<? extends StorePool> all, Runnable triggers) {
    for (StorePool pool : all) {
      pools.put(pool.name(), pool);
    }
    trigger = triggers;
  }

  /** Whether this node runs the pool's tasks. */
  boolean takes(StorePool pool) {
    return pools.containsKey(pool.name());
  }

  void stop() {
    stopped = true;
  }

  /** Looks now: there is something in the queue that was not there before. */
  void look() {
    trigger.run();
  }

  /**
   * There is room for one more: looks again once it is worth it, since each look costs a commit,
   * and in time for no thread to be idle.
   */
  void roomAgain() {
    boolean look = false;
    for (StorePool pool : pools.values()) {
      if (held.size() == 0 || held.hasMuchRoom(pool)) {
        look |= more.remove(pool.name());
      }
    }
    if (look) {
      trigger.run();
    }
  }

  @Override
  public List<Row> take() {
    Instant now = clock.now();
    List<Row> all = new ArrayList<>();
    try {
      watch.look();
      ordered.open();
      for (StorePool pool : pools.values()) {
        if (!stopped && !pool.isClosed()) {
          all.addAll(takeHarmless(pool, now));
        }
      }
      if (all.isEmpty() && !stopped) {
        takeSuspect(now, all);
      }
    } catch (SQLException e) {
      // The heart says that the store is away.
    }
    return all;
  }

  private List<Row> takeHarmless(StorePool pool, Instant now) throws SQLException {
    // Before it is known whether there is room: what ends meanwhile is noticed.
    more.add(pool.name());
    // Less than that is not worth a commit.
    int room = held.hasMuchRoom(pool) ? held.room(pool) : 0;
    List<Row> taken = room == 0 ? new ArrayList<>() : take(Picks.Which.HARMLESS, pool, now, room);
    if (taken.size() < room) {
      more.remove(pool.name());
    }
    return taken;
  }

  private List<Row> take(Picks.Which which, StorePool pool, Instant now, int room)
      throws SQLException {
    return connections.with(
        connection -> picks.take(connection, which, pool.name(), intake.unknown(), now, room));
  }

  /** Takes one, if this process has nothing else. */
  private void takeSuspect(Instant now, List<Row> all) throws SQLException {
    if (held.isKeptForOne() || !(held.size() == 0 || suspects.isTimeToLook())) {
      return;
    }
    boolean some = hasSuspects(now);
    if (!some || !held.keepForOne()) {
      suspects.seen(some);
      return;
    }
    try {
      for (StorePool pool : pools.values()) {
        if (all.isEmpty() && !pool.isClosed()) {
          all.addAll(take(Picks.Which.SUSPECTS, pool, now, 1));
        }
      }
      suspects.none();
      // When it has ended there may be others.
      more.addAll(pools.keySet());
    } finally {
      if (all.isEmpty()) {
        held.letAllIn();
      }
    }
  }

  private boolean hasSuspects(Instant now) throws SQLException {
    for (StorePool pool : pools.values()) {
      if (connections.with(
          connection -> picks.hasSuspects(connection, pool.name(), intake.unknown(), now))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void run(Row row) {
    StorePool pool = pools.get(row.pool);
    if (pool != null) {
      intake.take(row, pool);
    }
    if (!held.has(row.id)) {
      // It is not run, or has ended: if it was a suspect, nobody is kept out for it.
      held.letAllIn();
    }
  }

  @Override
  public void freeOrphans() {
    if (housekeeping.run()) {
      ordered.someChanged();
      trigger.run();
    }
  }
}
