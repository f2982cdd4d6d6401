package dev.offstage.durable.run;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Beats;
import dev.offstage.durable.row.Claim;
import dev.offstage.durable.row.End;
import dev.offstage.durable.row.Lane;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task that this process has taken: nobody else runs it, as long as the store hears of this
 * process. Thread-safe.
 */
final class Held implements Stored {
  /** Of what ends soon, nobody needs to know that it has begun. */
  private static final Duration BRIEFLY = Duration.ofSeconds(1);

  private enum State {
    /** In the caller's transaction: nobody knows whether the row is there. */
    JOINED,
    /** Waits for a thread. */
    WAITING,
    RUNNING,
    /** Its end has been written down, or is about to be. */
    SETTLED,
    /** Somebody else has it, or may have. */
    LEFT
  }

  private final RunTasks run;
  private final StorePool pool;
  private final PoolTask<?> task;
  private final NamedMethod method;
  private final Outcomes outcomes;
  private final @Nullable Lane lane;
  // The rest is guarded by this.
  private @Nullable Instant toldStart;
  private @Nullable Progress toldProgress;
  private Claim claim;
  private State state;

  /**
   * @param lane which it has until it has ended; null for none
   * @param joined whether it was written in a transaction that is still open
   */
  Held(
      RunTasks run,
      StorePool pool,
      PoolTask<?> task,
      NamedMethod method,
      Outcomes outcomes,
      @Nullable Lane lane,
      Claim claim,
      boolean joined) {
    this.run = run;
    this.pool = pool;
    this.task = task;
    this.method = method;
    this.outcomes = outcomes;
    this.lane = lane;
    this.claim = claim;
    this.state = joined ? State.JOINED : State.WAITING;
  }

  StorePool pool() {
    return pool;
  }

  @Nullable Lane lane() {
    return lane;
  }

  PoolTask<?> task() {
    return task;
  }

  synchronized Claim claim() {
    return claim;
  }

  /** Whether its row must be there. */
  synchronized boolean isInStore() {
    return state == State.WAITING || state == State.RUNNING;
  }

  /** What others do not know yet of how far it has come; null for nothing. */
  synchronized Beats.@Nullable News news() {
    Instant started = task.started();
    Progress progress = task.progress();
    if (state != State.RUNNING
        || started == null
        || started.plus(BRIEFLY).isAfter(Instant.now())
        || (started.equals(toldStart) && Objects.equals(progress, toldProgress))) {
      return null;
    }
    return new Beats.News(claim, started, progress);
  }

  /** Others know that now. */
  synchronized void told(Beats.News news) {
    toldStart = news.started;
    toldProgress = news.progress;
  }

  @Override
  public boolean mayBegin() {
    if (run.isStopped()) {
      End back = giveBack();
      if (back != null) {
        run.await(task, method);
        run.begin(back, this);
        return false;
      }
    }
    Claim known;
    synchronized (this) {
      if (state == State.WAITING && run.isAlive()) {
        state = State.RUNNING;
        return true;
      }
      if (state != State.JOINED) {
        // The process was silent for so long that somebody else may have it.
        if (state == State.WAITING) {
          leave();
        }
        return false;
      }
      known = claim;
    }
    return renew(known);
  }

  /** The transaction has ended some time ago, and may have taken the row with it. */
  private boolean renew(Claim known) {
    Claim renewed = run.renew(known);
    synchronized (this) {
      if (renewed == null) {
        leave();
        return false;
      }
      claim = renewed;
      state = State.RUNNING;
      return true;
    }
  }

  /** Somebody else has it, or will; the caller's {@code Task} hears how that ends. */
  private void leave() {
    state = State.LEFT;
    run.forget(this);
    run.await(task, method);
  }

  /** Takes the state from one in which it is this process's; null if it is in another one. */
  private synchronized @Nullable Claim take(State next) {
    if (state == State.SETTLED || state == State.LEFT) {
      return null;
    }
    state = next;
    return claim;
  }

  @Override
  public boolean settle(Task.Status how, @Nullable Object outcome) {
    Claim known = take(State.SETTLED);
    if (known == null) {
      return false;
    }
    if (run.write(outcomes.end(known, how, outcome, null, task), this)) {
      return true;
    }
    run.await(task, method);
    return false;
  }

  @Override
  public void again(int attempts, Duration wait, Throwable failure) {
    Claim known = take(State.LEFT);
    if (known != null) {
      run.await(task, method);
      run.begin(End.again(known, attempts, run.now().plus(wait)), this);
    }
  }

  @Override
  public void ended(
      Task.Status how, @Nullable Object outcome, @Nullable String cause, boolean byEnd) {
    boolean joined;
    boolean begun;
    synchronized (this) {
      joined = state == State.JOINED;
      begun = state == State.RUNNING;
    }
    Claim known = take(byEnd ? State.LEFT : State.SETTLED);
    if (known == null) {
      return;
    }
    if (joined && how == Task.Status.CANCELLED && run.isRolledBack(cause)) {
      // The row went with the transaction.
      run.forget(this);
      return;
    }
    End back = begun ? End.stopped(known) : End.back(known);
    run.begin(byEnd ? back : outcomes.end(known, how, outcome, cause, task), this);
  }

  /** Gives it back unless a thread has begun with it; null if so. */
  synchronized @Nullable End giveBack() {
    if (state != State.WAITING) {
      return null;
    }
    state = State.LEFT;
    return End.back(claim);
  }

  /**
   * The store says that it is somebody else's, and nobody here has said so. Work that a thread has
   * begun with goes on, and its end does not count.
   */
  void lostIfInStore() {
    Claim known = isInStore() ? take(State.LEFT) : null;
    if (known != null) {
      run.forget(this);
      run.await(task, method);
    }
  }
}
