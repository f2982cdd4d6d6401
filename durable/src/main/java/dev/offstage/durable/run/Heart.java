package dev.offstage.durable.run;

import dev.offstage.durable.row.Beats;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.durable.sql.SqlFailure;
import dev.offstage.internal.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says to the store that this process is alive, four times a lease, for all tasks that it has at
 * once. On a connection of its own: it must not wait for one that the application is to give back.
 */
final class Heart {
  private static final int BEATS = 4;
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final DataSource source;
  private final Beats beats;
  private final HeldTasks held;
  private final RollCall rollCall;
  private final DatabaseClock clock;
  private final long leaseNanos;
  private final long beatNanos;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile long lastBeat = System.nanoTime();
  // Its own start is no reason to doubt that others are heard.
  private volatile long steadySince;
  private @Nullable Connection connection;
  private boolean again;
  private boolean said;

  Heart(
      DataSource source,
      Beats beats,
      HeldTasks held,
      RollCall rollCall,
      DatabaseClock clock,
      Duration lease,
      BackgroundThreads threads) {
    this.source = source;
    this.beats = beats;
    this.held = held;
    this.rollCall = rollCall;
    this.clock = clock;
    this.leaseNanos = lease.toNanos();
    this.beatNanos = leaseNanos / BEATS;
    this.steadySince = System.nanoTime() - leaseNanos;
    this.thread = threads.make("heart", this::run);
  }

  void start() {
    lastBeat = System.nanoTime();
    thread.start();
  }

  /**
   * Whether nobody else can have taken what this process has: it was heard of lately, by its own
   * clock, which does not jump.
   */
  boolean isAlive() {
    return System.nanoTime() - lastBeat < leaseNanos - beatNanos;
  }

  /**
   * Whether it may judge others. When the store was away nobody was heard, and when its clock was
   * set, what they have said is of another time; each gets a whole lease then to be heard again. To
   * be asked after the clock was read by which others are judged.
   */
  boolean isSteady() {
    return isAlive() && System.nanoTime() - steadySince >= leaseNanos;
  }

  private void run() {
    try {
      do {
        beat();
      } while (!stopped.await(again ? RETRY_NANOS : beatNanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      // The end.
    } finally {
      close();
    }
  }

  private void beat() {
    long before = System.nanoTime();
    again = false;
    try {
      Connection own = connection();
      sync(own);
      int count = beats.beat(own, clock.now());
      if (count > 0 || held.size() > 0) {
        // Before anything goes on that others have taken while nobody heard of this process.
        rollCall.run(own, clock.driftMillis());
      }
      if (!isAlive()) {
        steadySince = System.nanoTime();
      }
      // From before: the store has heard of it after that.
      lastBeat = before;
      said = false;
    } catch (SQLException | RuntimeException e) {
      close();
      // Such as a deadlock with whoever writes ends down: a whole beat later may be too late.
      again = e instanceof SQLException && SqlFailure.of((SQLException) e) == SqlFailure.CONTENTION;
      if (again) {
        return;
      }
      steadySince = System.nanoTime();
      if (!said) {
        said = true;
        Log.warn(
            "offstage: the store does not hear of this node; its tasks are run elsewhere if that"
                + " lasts for "
                + leaseNanos / 1_000_000
                + " ms",
            e);
      }
    }
  }

  /**
   * Asks the database for its time.
   *
   * @param own which is in no transaction
   */
  void sync(Connection own) throws SQLException {
    clock.sync(own, this::jumped);
  }

  private void jumped(Duration jump) {
    if (jump.abs().toNanos() > beatNanos) {
      steadySince = System.nanoTime();
      Log.warn(
          "offstage: the clock of the store's database was set "
              + (jump.isNegative() ? "back" : "forward")
              + " by "
              + jump.abs().toMillis()
              + " ms: tasks of dead nodes are run after another "
              + leaseNanos / 1_000_000
              + " ms");
    }
  }

  private Connection connection() throws SQLException {
    Connection known = connection;
    if (known != null) {
      return known;
    }
    Connection made = source.getConnection();
    connection = made;
    if (!made.getAutoCommit()) {
      made.setAutoCommit(true);
    }
    int unused = AnswerTime.limit(made, leaseNanos / 2);
    return made;
  }

  private void close() {
    Connection known = connection;
    connection = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException e) {
        // It is broken, which is why it is closed.
      }
    }
  }

  void stop() throws InterruptedException {
    stopped.countDown();
    thread.join(TimeUnit.NANOSECONDS.toMillis(leaseNanos));
  }
}
