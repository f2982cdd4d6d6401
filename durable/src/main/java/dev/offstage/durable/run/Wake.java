package dev.offstage.durable.run;

import dev.offstage.durable.sql.Channel;
import dev.offstage.internal.text.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Has other nodes look at once for a task that this one leaves to them, and looks when others do
 * so. Nothing depends on it: what it misses is found by the next poll. Thread-safe.
 *
 * <p>It listens on a connection of its own. Calls are not made in the transaction of a task, since
 * they lock the whole database for as long as a commit takes, and at most one in 10 ms.
 */
final class Wake {
  private static final int LISTEN_MILLIS = 100;
  private static final long GAP_MILLIS = 10;
  private static final long RETRY_MILLIS = 1_000;
  private static final long END_MILLIS = 1_000;

  private final DataSource source;
  private final Connections connections;
  private final @Nullable Channel channel;
  private final Runnable look;
  private final long patienceNanos;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean asked = new AtomicBoolean();
  private final Semaphore signal = new Semaphore(0);
  private final Thread listener;
  private final Thread caller;
  private boolean said;

  /**
   * @param channel null if nodes only poll
   * @param look looks what is to be done here
   * @param lease a connection is asked four times as often whether it still works
   */
  Wake(
      DataSource source,
      Connections connections,
      @Nullable Channel channel,
      Runnable look,
      Duration lease,
      BackgroundThreads threads) {
    this.source = source;
    this.connections = connections;
    this.channel = channel;
    this.look = look;
    this.patienceNanos = lease.toNanos() / 4;
    this.listener = threads.make("listen", this::listen);
    this.caller = threads.make("call", this::call);
  }

  void start() {
    if (channel != null) {
      listener.start();
      caller.start();
    }
  }

  /** There is something in the store that this node does not run itself. */
  void others() {
    if (channel != null && asked.compareAndSet(false, true)) {
      signal.release();
    }
  }

  private void call() {
    Channel known = channel;
    try {
      do {
        signal.acquire();
        // Before it: whoever asks from now on asks for another one.
        if (asked.getAndSet(false) && known != null) {
          call(known);
        }
      } while (!stopped.await(GAP_MILLIS, TimeUnit.MILLISECONDS) || asked.get());
    } catch (InterruptedException e) {
      // Nobody does that.
    }
  }

  private void call(Channel known) {
    try {
      connections.run(known::call);
    } catch (SQLException e) {
      // They look by themselves, if later.
    }
  }

  private void listen() {
    Channel known = channel;
    try {
      while (known != null && !stopped.await(0, TimeUnit.MILLISECONDS)) {
        try (Connection connection = source.getConnection()) {
          listen(connection, known);
        } catch (SQLFeatureNotSupportedException e) {
          say(
              "this node cannot hear of tasks that others leave to it: it finds them by polling",
              e);
          return;
        } catch (SQLException | RuntimeException e) {
          say("this node does not hear of tasks that others leave to it until it is connected", e);
          boolean unused = stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      // Nobody does that.
    }
  }

  private void listen(Connection connection, Channel known) throws SQLException {
    boolean manual = !connection.getAutoCommit();
    if (manual) {
      connection.setAutoCommit(true);
    }
    int answerTime = AnswerTime.limit(connection, patienceNanos);
    known.listen(connection);
    // For what nobody here has heard of meanwhile.
    look.run();
    said = false;
    long knownAt = System.nanoTime();
    while (stopped.getCount() > 0) {
      if (known.await(connection, LISTEN_MILLIS)) {
        look.run();
      }
      if (System.nanoTime() - knownAt >= patienceNanos) {
        // One that has died without a word says nothing, too.
        known.listen(connection);
        knownAt = System.nanoTime();
      }
    }
    // It is a pool's.
    known.stopListening(connection);
    AnswerTime.restore(connection, answerTime);
    if (manual) {
      connection.setAutoCommit(false);
    }
  }

  private void say(String what, Exception e) {
    if (!said && stopped.getCount() > 0) {
      said = true;
      Log.warn("offstage: " + what, e);
    }
  }

  /** Calls once more if somebody has asked for it. */
  void close() throws InterruptedException {
    stopped.countDown();
    signal.release();
    listener.join(END_MILLIS);
    caller.join(END_MILLIS);
  }
}
