package dev.offstage.internal;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.Work;
import dev.offstage.internal.context.TaskContext;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link Task}: how it comes to its end. Kept small: one is made for each
 * hand-over, so what few tasks need is in {@link TaskExtras}.
 *
 * <p>The state, changed under this object's lock, decides every race: start against cancellation,
 * and end against cancellation. Whoever changes it does what follows from it, outside of the lock.
 */
public final class PoolTask<T extends @Nullable Object> extends WaitableTask<T>
    implements Runnable {
  private static final long NEVER = 0;

  private static final ThreadLocal<@Nullable PoolTask<?>> CURRENT = new ThreadLocal<>();

  final OffstagePool pool;
  private final Origin origin;
  private final TaskContext context;
  private final long createdAt;
  // Null is QUEUED: a volatile write for each new task costs as much as the task itself.
  private volatile @Nullable State state;
  // A Work or Callable until it starts, then null: what it captured can go.
  private @Nullable Object work;
  private @Nullable Run run;
  private volatile @Nullable TaskExtras extras;

  /**
   * What there is to know of a task that has started or ended. Made by the worker, so that handing
   * over stays cheap. Written under the task's lock before its state, and read after that.
   */
  private static final class Run {
    final long startedAt;
    long finishedAt;
    @Nullable Object outcome;
    @Nullable Thread thread;

    Run(long startedAt, @Nullable Thread thread) {
      this.startedAt = startedAt;
      this.thread = thread;
    }
  }

  private PoolTask(OffstagePool pool, Object work, Origin origin) {
    this.pool = pool;
    this.work = work;
    this.origin = origin;
    this.context = pool.runtime().captureContext();
    this.createdAt = pool.runtime().clock().coarseNanos();
    QueuePlace place = pool.placeForCurrentClient();
    if (place != null) {
      extras().queuePlace = place;
    }
  }

  /**
   * A task for a {@link Work} or {@link Callable}, named after where it is handed over.
   *
   * @throws IllegalArgumentException if the work has a request with it; see {@link Captured}
   */
  public static <T extends @Nullable Object> PoolTask<T> of(
      OffstagePool pool, Object work, @Nullable String name) {
    return of(pool, work, work, name);
  }

  /** The same for work that wraps what the user wrote, which gives the task its origin. */
  public static <T extends @Nullable Object> PoolTask<T> of(
      OffstagePool pool, Object work, Object written, @Nullable String name) {
    Origin found = Origin.of(written);
    Origin origin = name == null ? found : found.renamed(name);
    Captured.check(pool, written, origin);
    return new PoolTask<>(pool, work, origin);
  }

  /** A task for a {@link Work} or {@link Callable} whose origin is known. */
  public static <T extends @Nullable Object> PoolTask<T> of(
      OffstagePool pool, Object work, Origin origin) {
    return new PoolTask<>(pool, work, origin);
  }

  /** The task that this thread runs, or null. */
  public static @Nullable PoolTask<?> current() {
    return CURRENT.get();
  }

  /**
   * Makes this the task that the current thread runs, null for none: for work that goes on on a
   * thread that is not the pool's.
   *
   * @return the one before, to be set again afterwards
   */
  public static @Nullable PoolTask<?> enter(@Nullable PoolTask<?> task) {
    PoolTask<?> outer = CURRENT.get();
    if (task == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(task);
    }
    return outer;
  }

  /** Called by a worker, or by whoever runs it inline; does nothing unless the task is due. */
  @Override
  public void run() {
    runHere();
    TaskExtras own = extras;
    Runnable next = own == null ? null : own.next;
    if (next != null) {
      next.run();
    }
  }

  /** As {@link #run()}, but what was to follow does not. */
  void runHere() {
    TaskExtras own = extras;
    Hold hold = own == null ? null : own.hold;
    if (hold != null && !hold.mayStart()) {
      return;
    }
    OffstageRuntime runtime = pool.runtime();
    synchronized (this) {
      if (state != null) {
        return;
      }
      run = new Run(runtime.clock().nanos(), Thread.currentThread());
      state = State.RUNNING;
    }
    pool.runningTasks().add(this);
    leaveQueue();
    loseIfTooLate();
    PoolTask<?> outer = enter(this);
    TaskContext.Previous previous = context.enter();
    try {
      runtime.listeners().started(this);
      perform();
    } finally {
      previous.restore();
      enter(outer);
      pool.runningTasks().remove(this);
      leaveThread();
    }
  }

  @SuppressWarnings("unchecked") // a Callable that came in together with T
  private void perform() {
    Object job = work;
    work = null;
    try {
      T result = null;
      if (job instanceof Callable) {
        result = ((Callable<T>) job).call();
      } else if (job != null) {
        ((Work) job).run();
      }
      end(State.RUNNING, State.SUCCEEDED, result);
    } catch (Throwable t) {
      // Every Throwable: a task that throws an Error has failed, its waiters must not hang.
      if (t instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      origin.failed();
      if (!(job instanceof Callable) && state == State.RUNNING) {
        // Nobody asks work without a result how it ended. Before the end, so that who waits for the
        // task finds it in the log.
        FailureLog.failed(this, t, pool.runtime().clock().nanos() - startedAt());
      }
      end(State.RUNNING, State.FAILED, t);
    }
  }

  /** Frees the thread of this task: from here on no late interrupt can hit what runs next. */
  private void leaveThread() {
    synchronized (this) {
      if (run != null) {
        run.thread = null;
      }
      TaskExtras own = extras;
      if (own != null && own.interrupted) {
        Thread.interrupted();
      }
    }
  }

  private boolean end(State from, State to, @Nullable Object result) {
    long now = pool.runtime().clock().nanos();
    synchronized (this) {
      if (state() != from) {
        return false;
      }
      Run ended = run;
      if (ended == null) {
        ended = new Run(NEVER, null);
        run = ended;
      }
      ended.outcome = result;
      ended.finishedAt = now;
      work = null;
      state = to;
    }
    if (from == State.QUEUED) {
      leaveQueue();
    }
    pool.counters().ended(to);
    letGo();
    pool.runtime().listeners().ended(this);
    return true;
  }

  /** Nobody waits for this task any more. */
  private void letGo() {
    TaskExtras own = extras;
    if (own == null) {
      return;
    }
    if (own.hold != null) {
      pool.heldTasks().remove(this);
    }
    CompletableFuture<?> waiters = own.ended;
    if (waiters != null) {
      waiters.complete(null);
    }
  }

  @Override
  @Nullable Object outcome() {
    return run == null ? null : run.outcome;
  }

  private long startedAt() {
    return run == null ? NEVER : run.startedAt;
  }

  @Override
  public boolean cancel(boolean interrupt) {
    if (end(State.QUEUED, State.CANCELLED, null)) {
      TaskExtras own = extras;
      if (own == null || own.next == null) {
        pool.workers().remove(this);
      }
      return true;
    }
    if (!end(State.RUNNING, State.CANCELLED, null)) {
      return false;
    }
    if (interrupt) {
      // Only now: work that is interrupted first ends as failed.
      synchronized (this) {
        Thread thread = run == null ? null : run.thread;
        if (thread != null) {
          extras().interrupted = true;
          thread.interrupt();
        }
      }
    }
    return true;
  }

  /** Takes the task back that its pool refused: it never got in. */
  void withdraw() {
    synchronized (this) {
      state = State.CANCELLED;
      work = null;
    }
    leaveQueue();
    letGo();
  }

  /** The place in the queue that its client needs for it; null: it does not count. */
  @Nullable QueuePlace queuePlace() {
    TaskExtras own = extras;
    return own == null ? null : own.queuePlace;
  }

  private void leaveQueue() {
    QueuePlace place = queuePlace();
    if (place != null) {
      place.leave();
    }
  }

  /** Sets what follows on the thread that comes to this task, also when it was cancelled. */
  void whenItLeaves(Runnable next) {
    extras().next = next;
  }

  /** Lets the task be queued, but not start before {@link #release()}. */
  void hold() {
    extras().hold = new Hold();
    // Between a worker that passes it by and the response it is in no queue: a drain finds it here.
    pool.heldTasks().add(this);
  }

  /** A held task that has got in. */
  void accepted() {
    TaskExtras own = extras;
    if (own != null && own.hold != null) {
      own.hold.accept();
      loseIfTooLate();
    }
  }

  /** Held, and who hands it over does not know yet whether it has got in. */
  boolean isHeldOnly() {
    TaskExtras own = extras;
    return own != null && own.hold != null && !own.hold.isAccepted();
  }

  boolean isHeldAndAccepted() {
    TaskExtras own = extras;
    return own != null && own.hold != null && own.hold.isAccepted();
  }

  /** For who may have come just after a drain had cancelled the others. */
  private void loseIfTooLate() {
    if (pool.isTerminated() && cancel(true)) {
      pool.runtime().lostLate(Collections.singletonList(this));
    }
  }

  /** Lets a held task start: the response is out. */
  public void release() {
    TaskExtras own = extras;
    Hold hold = own == null ? null : own.hold;
    if (hold != null && hold.open()) {
      pool.offerAgain(this);
    }
  }

  @Override
  TaskExtras extras() {
    TaskExtras own = extras;
    if (own == null) {
      synchronized (this) {
        own = extras;
        if (own == null) {
          own = new TaskExtras();
          extras = own;
        }
      }
    }
    return own;
  }

  @Override
  public String id() {
    TaskExtras own = extras();
    String known = own.id;
    if (known == null) {
      synchronized (this) {
        known = own.id;
        if (known == null) {
          known = TaskIds.next();
          own.id = known;
        }
      }
    }
    return known;
  }

  @Override
  public String name() {
    return origin.name();
  }

  /** For the log: where the task was handed over. */
  String place() {
    return origin.place();
  }

  @Override
  public String pool() {
    return pool.name();
  }

  @Override
  public State state() {
    State now = state;
    return now == null ? State.QUEUED : now;
  }

  @Override
  public Instant created() {
    return pool.runtime().clock().instant(createdAt);
  }

  @Override
  public @Nullable Instant started() {
    long at = state == null ? NEVER : startedAt();
    return at == NEVER ? null : pool.runtime().clock().instant(at);
  }

  @Override
  public @Nullable Instant finished() {
    return isDone() && run != null ? pool.runtime().clock().instant(run.finishedAt) : null;
  }

  @Override
  public @Nullable Progress progress() {
    TaskExtras own = extras;
    return own == null ? null : own.progress;
  }

  /** Keeps how far the work has come; the last one holds. */
  public void report(Progress progress) {
    extras().progress = progress;
  }

  /** Its place among those that wait for a thread of the pool, from 1 up; 0: it is not there. */
  public int position() {
    return state == null ? pool.workers().position(this) : 0;
  }

  /**
   * A thread of the pool that waits for a task behind it in the queue could wait for ever: it takes
   * the task out and runs it itself.
   */
  @Override
  void runHereIfItWouldDeadLock() {
    PoolTask<?> waiting = CURRENT.get();
    if (waiting != null && waiting.pool == pool && state == null && pool.workers().remove(this)) {
      run();
    }
  }

  @Override
  public String toString() {
    return "Task[" + name() + ", pool " + pool.name() + ", " + state() + "]";
  }
}
