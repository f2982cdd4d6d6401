package dev.offstage.internal.task;

import dev.offstage.Progress;
import dev.offstage.internal.context.TaskContext;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link dev.offstage.Task}. Kept small: one is made for each hand-over,
 * so what few tasks need is in a {@link Course}.
 */
public class PoolTask<T extends @Nullable Object> extends ChainedTask<T> {
  private final Origin origin;

  /** A task with a result. */
  public PoolTask(TaskHome home, Callable<? extends T> work, Origin origin, TaskContext context) {
    this(home, (Object) work, origin, context);
  }

  PoolTask(TaskHome home, Object work, Origin origin, TaskContext context) {
    super(home, work, context);
    this.origin = origin;
  }

  /** Initializes what the end of a task needs of the JDK and of this package. */
  public static void preload() {
    Course course = new Course();
    course.waiters();
    course.ended();
    Helping.preload();
    UnaskedFailures.preload();
  }

  /** The task that this thread runs, or null. */
  public static @Nullable PoolTask<?> current() {
    Runner here = Runner.current();
    return here == null ? null : here.task();
  }

  /** Whether the current thread is one of the pool's, or does its work for it. */
  public static boolean isOnThreadOf(TaskHome pool) {
    Runner here = Runner.current();
    return here != null && here.task() != null && here.isOf(pool);
  }

  /** Whether the current thread is a worker of any pool, or runs a task. */
  public static boolean isOnAnyRunner() {
    return Runner.current() != null;
  }

  /**
   * Makes this the task that the current thread runs, null for none: for work that goes on on a
   * thread that is not the pool's.
   *
   * @return the one before, to be set again afterwards
   */
  public static @Nullable PoolTask<?> enter(@Nullable PoolTask<?> task) {
    Runner here = Runner.current();
    PoolTask<?> outer = here == null ? null : here.task();
    if (here == null && task != null) {
      here = Runner.guest();
    }
    if (here != null) {
      here.lend(task);
      if (task == null && !here.isWorker()) {
        Runner.forget();
      }
    }
    return outer;
  }

  @Override
  public PoolTask<?> task() {
    return this;
  }

  @Override
  public @Nullable Queued run(Runner here) {
    PoolTask<?> outer = here.begin(this);
    try {
      if (!hasExpired() && isOurs() && begin(here)) {
        execute(here, outer == null && here.isWorker());
      }
    } catch (Throwable t) {
      // Every Throwable, the work's or our own: whoever waits for the task must not hang.
      here.endAbove(this, t);
      abandon(here, t);
    } finally {
      leave(here);
      here.end(outer);
      left(outer != null);
    }
    return null;
  }

  /** Also inside of another task, and on threads of other pools. */
  @Override
  public void runHere() {
    Runner known = Runner.current();
    Runner here = known == null ? Runner.guest() : known;
    boolean inside = here.task() != null;
    boolean guest = !here.isOf(home);
    // What interrupts the outer task is not for this one, nor the reverse.
    boolean interrupted = inside && Thread.interrupted();
    // Nor does this one wait for what the outer task waits for.
    Waiting outer = here.waiting(null);
    try {
      if (guest) {
        home.guestStarts(here);
      }
      run(here);
    } catch (Throwable t) {
      abandon(here, t);
      throw t;
    } finally {
      if (guest) {
        home.guestEnds(here);
      }
      here.waiting(outer);
      if (known == null) {
        Runner.forget();
      }
      if (interrupted) {
        here.thread.interrupt();
      }
    }
  }

  /**
   * Does the work.
   *
   * @param alone whether the thread is a worker's and runs nothing else
   */
  private void execute(Runner here, boolean alone) {
    Course own = course;
    if (own != null) {
      own.leavePlaces();
    }
    TaskContext its = context;
    Object job = payload;
    payload = null;
    if (home.isTerminated()) {
      loseLate();
    }
    // It was cancelled just now: then it has none of these any more.
    if (stage != RUNNING || its == null || job == null) {
      return;
    }
    TaskContext.Previous previous = its.enter(here.thread);
    Attempts tries = attemptsOrNull();
    try {
      home.listeners().started(this);
      if (tries != null) {
        tries.begin(here, job);
      }
      T result = its.isBare(alone && here.isNobody()) ? call(job) : its.call(() -> call(job));
      if (tries != null) {
        tries.returned();
      }
      if (settle(SUCCEEDED, result, job)) {
        boolean unused = end(here, SUCCEEDED, result, false);
      }
    } catch (Throwable t) {
      here.endAbove(this, t);
      Throwable failure = tries == null ? t : tries.failed(t);
      if (tries == null || !tries.isToGoOn()) {
        failed(here, failure, job);
      }
    } finally {
      its.leave(here.thread, previous);
      if (alone) {
        here.readyAgain();
      }
    }
  }

  @SuppressWarnings("unchecked") // a Callable that came in together with T
  T call(Object work) throws Exception {
    return ((Callable<T>) work).call();
  }

  /** Whether a failure is logged, since nobody asks for it. */
  boolean isLogged() {
    return false;
  }

  private void failed(Runner here, Throwable thrown, Object job) {
    origin.failed();
    boolean logged = isLogged();
    boolean watched = !logged && stage == RUNNING;
    if (watched) {
      // Before the end: whoever waits for that asks at once.
      watchUnasked(thrown);
    }
    boolean ended = settle(FAILED, thrown, job) && end(here, FAILED, thrown, logged);
    if (watched && isCancelled()) {
      course().asked();
    }
    if (ended) {
      giveUp();
    }
    if (thrown instanceof InterruptedException) {
      here.thread.interrupt();
    }
  }

  /** Says it in the log if nobody asks. */
  void watchUnasked(Throwable thrown) {
    try {
      long ranNanos = home.clock().nanos() - startedAt;
      home.failures().addIfNobodyAsks(this, new FailureLog.Failure(this, thrown, ranNanos));
    } catch (Throwable t) {
      // Every Throwable, such as no memory: the task ends as without it.
    }
  }

  @Override
  void leftQueue() {
    home.remove(this);
  }

  /** Closes the race with a sweep: a task that it could not see cancels itself. */
  public void loseLate() {
    if (cancel(true)) {
      home.lostLate(this);
    }
  }

  @Override
  boolean help() {
    return Helping.with(this);
  }

  @Override
  PoolTask<?> self() {
    return this;
  }

  /** Out of the queue, to be run by who calls this; false when it is not in there. */
  protected boolean leaveQueueToRun() {
    return home.remove(this);
  }

  /** Whether this is a task of that pool. */
  public boolean isOf(TaskHome pool) {
    return home == pool;
  }

  /** Whether these listeners, which each application has its own of, hear of it. */
  public boolean hears(Listeners ofApplication) {
    return home.listeners() == ofApplication;
  }

  /** Called before anybody has asked: it was made elsewhere, and has its id from there. */
  public void identify(String known) {
    course().identify(known);
  }

  @Override
  public String id() {
    return course().id();
  }

  @Override
  public String name() {
    return origin.name();
  }

  @Override
  String place() {
    return origin.place();
  }

  @Override
  public String pool() {
    return home.name();
  }

  @Override
  public @Nullable Progress progress() {
    Course own = course;
    return own == null ? null : own.progress();
  }

  /** Keeps how far the work has come; the last one holds. */
  public void report(Progress latest) {
    course().report(latest);
  }

  /** Its place among those that wait for a thread of the pool, from 1 up; 0: it is not there. */
  public int position() {
    return stage == QUEUED ? Positions.of(Collections.singleton(this)).of(this) : 0;
  }

  @Override
  public String toString() {
    return "Task[" + name() + ", pool " + home.name() + ", " + status() + "]";
  }
}
