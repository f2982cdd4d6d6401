package dev.offstage.durable.run;

import dev.offstage.durable.row.End;
import dev.offstage.durable.row.Ends;
import dev.offstage.durable.row.Looks;
import dev.offstage.durable.sql.SqlFailure;
import dev.offstage.internal.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Writes down how tasks have ended: those that end at the same time together, and each until it is
 * written. While the database is away they wait here; there are no more of them than tasks that
 * this process may take. Thread-safe.
 */
final class Acknowledger {
  private static final int MOST = 100;
  private static final int DIRECT = 8;
  private static final long RETRY_MILLIS = 100;

  /** How often the store may refuse what a task has returned or thrown before that is left out. */
  private static final int REFUSALS = 8;

  private static final String GENERAL_ERROR = "HY000";

  /** Hears of what was written. */
  interface Written {
    /**
     * It is in the store.
     *
     * @param wasOurs false if somebody else has taken the task meanwhile
     */
    void written(End end, boolean wasOurs);
  }

  /** One that waits to be written. */
  private static final class Entry {
    final Written then;
    End end;
    boolean tried;
    int refusals;

    Entry(End end, Written then) {
      this.end = end;
      this.then = then;
    }
  }

  private final Connections connections;
  private final Ends ends;
  private final Looks looks;
  private final Supplier<Instant> clock;
  private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(DIRECT);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean given;
  private volatile boolean writing;
  private boolean said;

  Acknowledger(
      Connections connections,
      Ends ends,
      Looks looks,
      Supplier<Instant> clock,
      BackgroundThreads threads) {
    this.connections = connections;
    this.ends = ends;
    this.looks = looks;
    this.clock = clock;
    this.thread = threads.make("ends", this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes it; it is written soon. */
  void add(End end, Written then) {
    queue.add(new Entry(end, then));
  }

  /**
   * The same by this thread, if it is one of the first few that write at this moment: that is
   * sooner than to have another one do it, and the database commits together what comes at once.
   */
  void addAndWrite(End end, Written then) {
    Entry entry = new Entry(end, then);
    if (!ends.takesOneStatement() || !places.tryAcquire()) {
      queue.add(entry);
      return;
    }
    Boolean ours = null;
    try {
      ours = tryToWrite(Collections.singletonList(entry)).get(0);
    } catch (SQLException e) {
      // It is tried until the database takes it, which is not for this thread to do.
    } finally {
      places.release();
      if (ours == null) {
        queue.add(entry);
      }
    }
    if (ours != null) {
      tell(entry, ours);
    }
  }

  private void run() {
    List<Entry> batch = new ArrayList<>();
    while (!given && !(closing && queue.isEmpty())) {
      try {
        Entry first = queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, MOST - 1);
          writing = true;
          write(batch);
          writing = given;
          batch.clear();
        }
      } catch (InterruptedException e) {
        // Only the end of the store does this, and has set the mark.
      }
    }
  }

  private void write(List<Entry> batch) throws InterruptedException {
    while (!given) {
      try {
        List<Boolean> ours = tryToWrite(batch);
        said = false;
        for (int i = 0; i < ours.size(); i++) {
          tell(batch.get(i), ours.get(i));
        }
        return;
      } catch (SQLException e) {
        say(e, batch.size());
        Thread.sleep(RETRY_MILLIS);
        if (isRefusal(e, batch)) {
          tryEach(batch, e);
          return;
        }
      }
    }
  }

  /** Whether the store works, and does not take these. */
  private boolean isRefusal(SQLException e, List<Entry> batch) {
    // MariaDB drops the connection when it gets more than it takes at once.
    return SqlFailure.of(e) == SqlFailure.WRONG || (SqlFailure.isOfConnection(e) && answers(batch));
  }

  private boolean answers(List<Entry> batch) {
    try {
      Map<String, Looks.Live> unused =
          connections.with(connection -> looks.live(connection, ids(batch), names(batch)));
      return true;
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  /** One of them is to blame, and the others are not to wait for it. */
  private void tryEach(List<Entry> batch, SQLException e) throws InterruptedException {
    if (batch.size() == 1) {
      tryLater(batch.get(0), e);
      return;
    }
    for (Entry each : batch) {
      write(Collections.singletonList(each));
    }
  }

  /**
   * Its work is done: whatever the database has against it, it must not be run again. The others go
   * first.
   */
  private void tryLater(Entry entry, SQLException e) {
    if (++entry.refusals >= REFUSALS && entry.end.hasData()) {
      entry.end = entry.end.bare("the store does not take its outcome: " + e.getMessage());
    }
    queue.add(entry);
  }

  private List<Boolean> tryToWrite(List<Entry> batch) throws SQLException {
    List<End> all = new ArrayList<>();
    batch.forEach(each -> all.add(each.end));
    try {
      return connections.with(
          connection -> {
            List<Boolean> ours = ends.write(connection, all, clock.get());
            return isAgain(batch) ? orGone(connection, batch, ours) : ours;
          });
    } catch (SQLException e) {
      // Nobody knows whether it was committed.
      batch.forEach(each -> each.tried = true);
      throw e;
    } catch (RuntimeException e) {
      // Of a driver or a pool: nobody else would write the others.
      batch.forEach(each -> each.tried = true);
      throw new SQLException(e.toString(), GENERAL_ERROR, e);
    }
  }

  private static boolean isAgain(List<Entry> batch) {
    return batch.stream().anyMatch(each -> each.tried);
  }

  /** If an earlier try was committed, the rows are not there any more. */
  private List<Boolean> orGone(Connection connection, List<Entry> batch, List<Boolean> ours)
      throws SQLException {
    Set<String> live = looks.live(connection, ids(batch), names(batch)).keySet();
    List<Boolean> all = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Entry each = batch.get(i);
      // What is to be run again stays there, and is others' either way.
      boolean isGone = !live.contains(each.end.claim.id) || !each.end.isOver();
      all.add(ours.get(i) || (each.tried && isGone));
    }
    return all;
  }

  private static Set<String> names(List<Entry> batch) {
    Set<String> names = new HashSet<>();
    batch.forEach(each -> names.add(each.end.claim.name));
    return names;
  }

  private static List<String> ids(List<Entry> batch) {
    List<String> ids = new ArrayList<>();
    batch.forEach(each -> ids.add(each.end.claim.id));
    return ids;
  }

  private static void tell(Entry entry, boolean wasOurs) {
    try {
      entry.then.written(entry.end, wasOurs);
    } catch (RuntimeException e) {
      Log.warn("offstage: not everybody has heard that the end of a task is written down", e);
    }
  }

  private void say(SQLException e, int count) {
    if (!said) {
      said = true;
      Log.warn(
          "offstage: the store does not take how "
              + (count == 1 ? "a task has" : count + " tasks have")
              + " ended; it is tried until it does",
          e);
    }
  }

  /** Writes what is left, as long as that may take; false if something is. */
  boolean close(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    // Threads of pools write none any more.
    boolean unused = places.tryAcquire(DIRECT, millis, TimeUnit.MILLISECONDS);
    closing = true;
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    thread.join(Math.max(1, left));
    given = true;
    thread.interrupt();
    thread.join(RETRY_MILLIS);
    return queue.isEmpty() && !writing;
  }
}
