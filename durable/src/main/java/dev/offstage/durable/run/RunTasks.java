package dev.offstage.durable.run;

import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Claim;
import dev.offstage.durable.row.Claims;
import dev.offstage.durable.row.End;
import dev.offstage.durable.row.Lane;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.commit.CommitGate;
import dev.offstage.internal.commit.Transactions;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the tasks that this process has need of the store. Thread-safe. */
final class RunTasks {
  private static final int TRIES = 3;

  private final Connections connections;
  private final Claims claims;
  private final HeldTasks held;
  private final WaitingTasks waiting;
  private final Acknowledger acknowledger;
  private final OrderedTasks ordered;
  private final DatabaseClock clock;
  private final BooleanSupplier alive;
  private final Runnable roomAgain;
  private final Runnable othersTurn;
  private final long patienceNanos;
  private final Transactions transactions = new Transactions();

  /**
   * @param alive whether nobody else can have taken what this process has
   * @param roomAgain called when there is room for one more task
   * @param othersTurn called when a task is given back that others may run at once
   * @param patienceNanos how long a thread waits until an end is written down
   */
  RunTasks(
      Connections connections,
      Claims claims,
      HeldTasks held,
      WaitingTasks waiting,
      Acknowledger acknowledger,
      OrderedTasks ordered,
      DatabaseClock clock,
      BooleanSupplier alive,
      Runnable roomAgain,
      Runnable othersTurn,
      long patienceNanos) {
    this.connections = connections;
    this.claims = claims;
    this.held = held;
    this.waiting = waiting;
    this.acknowledger = acknowledger;
    this.ordered = ordered;
    this.clock = clock;
    this.alive = alive;
    this.roomAgain = roomAgain;
    this.othersTurn = othersTurn;
    this.patienceNanos = patienceNanos;
  }

  boolean isAlive() {
    return alive.getAsBoolean();
  }

  /** Whether no task begins here any more. */
  boolean isStopped() {
    return held.isStopped();
  }

  Instant now() {
    return clock.now();
  }

  /** Whether a task was cancelled since its transaction was. */
  boolean isRolledBack(@Nullable String cause) {
    return CommitGate.ROLLED_BACK.equals(cause);
  }

  /** Takes it once more, if it is there; null if not. */
  @Nullable Claim renew(Claim claim) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return connections
            .with(connection -> claims.renew(connection, claim, clock.now()))
            .orElse(null);
      } catch (SQLException e) {
        if (i == TRIES - 1) {
          Log.warn(
              "offstage: the store does not say whether a task is there; it is tried later", e);
        }
      }
    }
    return null;
  }

  void forget(Held task) {
    held.remove(task);
    roomAgain.run();
  }

  /** It waits in the store, for whoever is first. */
  void await(PoolTask<?> task, NamedMethod method) {
    waiting.add(task, method);
  }

  /** Writes down what becomes of it, soon. */
  void begin(End end, Held task) {
    acknowledger.add(end, written(task, wasOurs -> {}));
  }

  private Acknowledger.Written written(Held task, Consumer<Boolean> then) {
    return (end, wasOurs) -> {
      try {
        forget(task);
        Lane lane = task.lane();
        if (!wasOurs) {
          sayLate(task);
        } else if (lane != null && end.isOver()) {
          ordered.changed(lane);
        } else if (end.isGivenBack()) {
          othersTurn.run();
        }
      } finally {
        then.accept(wasOurs);
      }
    };
  }

  /**
   * Writes down how it has ended, and waits until that is done, as long as that is worth it.
   *
   * @return false if somebody else has it, and this end does not count, or if nobody knows yet:
   *     then the store says later how it has ended
   */
  boolean write(End end, Held task) {
    // That is for its work and not for this.
    boolean interrupted = Thread.interrupted();
    CountDownLatch written = new CountDownLatch(1);
    AtomicBoolean counts = new AtomicBoolean();
    Acknowledger.Written then =
        written(
            task,
            wasOurs -> {
              counts.set(wasOurs);
              written.countDown();
            });
    if (transactions.current() == null) {
      acknowledger.addAndWrite(end, then);
    } else {
      // A connection that this thread gets may be part of it, and the end be rolled back.
      acknowledger.add(end, then);
    }
    await(written, interrupted);
    return counts.get();
  }

  private void await(CountDownLatch written, boolean before) {
    boolean interrupted = before;
    long deadline = System.nanoTime() + patienceNanos;
    while (true) {
      try {
        boolean unused = written.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sayLate(Held task) {
    Log.warn(
        "offstage: durable task '"
            + task.task().name()
            + "' ("
            + task.claim().id
            + ") has ended after this node was silent for longer than offstage.store.lease: that"
            + " does not count, since another one has run it again, or will");
  }
}
