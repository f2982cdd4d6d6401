package dev.offstage.internal.task;

import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.text.Log;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a task, and how it comes to its end.
 *
 * <p>The stage decides every race by compare-and-set: start against cancellation, end against
 * cancellation. Whoever takes it from QUEUED to STARTING writes {@link #runner} and {@link
 * #startedAt}; whoever takes it from RUNNING writes the end. A thread leaves its task only while
 * the stage is not INTERRUPTING, so no late interrupt hits what the thread does next. The end
 * depends on nothing that can throw: counts, log, listeners and waiters come after it, each for
 * itself.
 */
abstract class EndingTask<T extends @Nullable Object> extends WaitableTask<T> {
  private static final long NEVER = 0;

  // STARTING and INTERRUPTING last for a few instructions.
  static final int QUEUED = 0;
  static final int STARTING = 1;
  static final int RUNNING = 2;
  private static final int INTERRUPTING = 3;
  static final int SUCCEEDED = 4;
  static final int FAILED = 5;
  private static final int CANCELLED = 6;
  private static final int STAGE_BITS = 7;
  // What may be true besides once it has ended: the listeners are still to hear of it; its thread
  // was interrupted.
  private static final int UNTOLD = 8;
  private static final int INTERRUPTED = 16;

  @SuppressWarnings("rawtypes")
  private static final AtomicIntegerFieldUpdater<EndingTask> STAGE =
      AtomicIntegerFieldUpdater.newUpdater(EndingTask.class, "stage");

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<EndingTask, Course> COURSE =
      AtomicReferenceFieldUpdater.newUpdater(EndingTask.class, Course.class, "course");

  final TaskHome home;
  private final long createdAt;
  // Null when it has ended, so that a kept task keeps nobody's context.
  @Nullable TaskContext context;
  volatile int stage;
  // A Work or Callable until it starts, so that what it captured can go; what it returned or threw.
  @Nullable Object payload;
  volatile @Nullable Runner runner;
  private long startedAt;
  private long finishedAt;
  volatile @Nullable Course course;

  EndingTask(TaskHome home, Object work, TaskContext context) {
    this.home = home;
    this.payload = work;
    this.context = context;
    this.createdAt = home.clock().coarseNanos();
  }

  /** False when it has started, or ended, already. */
  final boolean begin(Runner here) {
    if (!STAGE.compareAndSet(this, QUEUED, STARTING)) {
      return false;
    }
    runner = here;
    startedAt = Math.max(createdAt, here.startTime(home.clock()));
    STAGE.lazySet(this, RUNNING);
    return true;
  }

  /** By the thread that runs it; does nothing when it was cancelled meanwhile. */
  final void end(Runner here, int how, @Nullable Object result, boolean logged) {
    if (stage != RUNNING) {
      return;
    }
    // Before the stage: whoever sees that sees these. They are nobody's who loses the race.
    long now = home.clock().nanosOfWorker();
    payload = result;
    finishedAt = now;
    Status status = statusOf(how);
    boolean tells = logged || !home.listeners().isEmpty();
    // Before, too: whoever has waited for the task finds it counted.
    home.count(status);
    boolean ended = false;
    try {
      ended = STAGE.compareAndSet(this, RUNNING, tells ? how | UNTOLD : how);
    } finally {
      if (!ended) {
        payload = null;
        home.uncount(status);
      }
    }
    if (!ended) {
      return;
    }
    if (tells) {
      tell(logged ? (Throwable) result : null);
      stage = how;
    } else if (course == null) {
      // Nobody else's code runs before the thread takes the next task.
      here.lastEnd(now);
    }
    released();
  }

  /** For an Error that came where it hit our own code: the end that is then missing. */
  final void abandon(Runner here, Throwable thrown) {
    int now = stage;
    boolean own = now == QUEUED || (runner == here && (now == STARTING || now == RUNNING));
    if (own && STAGE.compareAndSet(this, now, INTERRUPTING)) {
      payload = thrown;
      finishedAt = startedAt;
      stage = FAILED;
      home.count(Status.FAILED);
      released();
    }
  }

  @Override
  public boolean cancel(boolean interrupt) {
    if (!cancelUntold(interrupt)) {
      return false;
    }
    tellCancelled();
    return true;
  }

  /**
   * As {@link #cancel}, but nobody hears of it before {@link #tellCancelled()}: so that many tasks
   * can be stopped before the first slow listener.
   */
  public boolean cancelUntold(boolean interrupt) {
    while (true) {
      int now = stage;
      if (now == QUEUED && STAGE.compareAndSet(this, QUEUED, INTERRUPTING)) {
        cancelled(false);
        leftQueue();
        return true;
      }
      if (now == RUNNING && STAGE.compareAndSet(this, RUNNING, INTERRUPTING)) {
        cancelled(interrupt);
        return true;
      }
      if (now > INTERRUPTING) {
        return false;
      }
      Moment.pass();
    }
  }

  private void cancelled(boolean interrupt) {
    int how = CANCELLED | UNTOLD;
    payload = null;
    try {
      finishedAt = home.clock().nanos();
      home.count(Status.CANCELLED);
      Runner there = runner;
      if (interrupt && there != null) {
        how |= INTERRUPTED;
        there.interrupt(this);
      }
    } catch (Throwable t) {
      // Every Throwable: an interrupt runs what a channel has to say to it.
      Log.warn("offstage: '" + name() + "' is cancelled, but its thread was not interrupted", t);
    } finally {
      stage = how;
    }
  }

  /** Tells all that wait for it, once. */
  public void tellCancelled() {
    if (!home.listeners().isEmpty()) {
      tell(null);
    }
    releaseCancelled();
  }

  /** As {@link #tellCancelled()}, but for the listeners: there is no time left for them. */
  public void releaseCancelled() {
    stage = stage & ~UNTOLD;
    released();
  }

  /**
   * The log and the listeners. Their thread is not interrupted meanwhile, whatever the work left.
   */
  private void tell(@Nullable Throwable toBeLogged) {
    try {
      boolean interrupted = Thread.interrupted();
      Runner known = Runner.current();
      Runner here = known == null ? Runner.guest() : known;
      EndingTask<?> before = here.telling(this);
      try {
        if (toBeLogged != null) {
          home.failures().add(this, place(), toBeLogged, finishedAt - startedAt);
        }
        home.listeners().ended(this);
      } finally {
        here.telling(before);
        if (known == null) {
          Runner.forget();
        }
        if (interrupted) {
          here.thread.interrupt();
        }
      }
    } catch (Throwable t) {
      // Every Throwable, such as no memory: it has ended all the same.
      Log.warn("offstage: not everybody has heard of the end of a task", t);
    }
  }

  private void released() {
    context = null;
    try {
      Course own = course;
      if (own != null) {
        own.leavePlaces();
        own.ended();
      }
      ended();
    } catch (Throwable t) {
      Log.warn("offstage: not everybody has heard of the end of a task", t);
    }
  }

  /** Called once it has ended, whatever way. */
  protected void ended() {}

  /** For the log: where the task was handed over. */
  abstract String place();

  /** Called once it was cancelled while it waited. */
  abstract void leftQueue();

  /** Called when its thread has done with it. */
  final void leave(Runner here) {
    awaitInterrupt();
    if (runner == here) {
      runner = null;
      if (wasInterrupted()) {
        Thread.interrupted();
      }
    }
  }

  /** Waits until nobody is about to interrupt its thread. */
  final void awaitInterrupt() {
    while (stage == INTERRUPTING) {
      Moment.pass();
    }
  }

  /** Takes the task back that its pool refused: it never got in. */
  public void withdraw() {
    stage = CANCELLED;
    payload = null;
    released();
  }

  boolean wasInterrupted() {
    return (stage & INTERRUPTED) != 0;
  }

  @Nullable Runner runner() {
    return runner;
  }

  @Override
  public Status status() {
    return statusOf(stage);
  }

  private static Status statusOf(int stage) {
    switch (stage & STAGE_BITS) {
      case QUEUED:
        return Status.QUEUED;
      case SUCCEEDED:
        return Status.SUCCEEDED;
      case FAILED:
        return Status.FAILED;
      case CANCELLED:
        return Status.CANCELLED;
      default:
        return Status.RUNNING;
    }
  }

  @Override
  boolean isOver() {
    int now = stage;
    if (now <= INTERRUPTING) {
      return false;
    }
    if ((now & UNTOLD) == 0) {
      return true;
    }
    Runner here = Runner.current();
    return here != null && here.tells(this);
  }

  @Override
  @Nullable Object outcome() {
    return payload;
  }

  @Override
  public Instant created() {
    return home.clock().instant(createdAt);
  }

  @Override
  public @Nullable Instant started() {
    return stage <= STARTING || startedAt == NEVER ? null : home.clock().instant(startedAt);
  }

  @Override
  public @Nullable Instant finished() {
    return stage <= INTERRUPTING ? null : home.clock().instant(finishedAt);
  }

  @Override
  Course course() {
    Course own = course;
    if (own == null) {
      COURSE.compareAndSet(this, null, new Course());
      own = course;
    }
    return Objects.requireNonNull(own);
  }
}
