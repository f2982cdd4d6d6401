package dev.offstage.internal.task;

import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.jvm.Moment;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Where a task is in its life, and what is known of it there.
 *
 * <p>The stage decides every race by compare-and-set: start against cancellation, end against
 * cancellation. Whoever takes it from QUEUED to STARTING writes {@link #runner} and {@link
 * #startedAt}; whoever takes it from RUNNING writes the end. A thread leaves its task only while
 * the stage is not INTERRUPTING, so no late interrupt hits what the thread does next.
 */
abstract class StagedTask<T extends @Nullable Object> extends WaitableTask<T> {
  private static final long NEVER = 0;

  // STARTING, INTERRUPTING and TIMING_OUT last for a few instructions.
  static final int QUEUED = 0;
  static final int STARTING = 1;
  static final int RUNNING = 2;
  static final int INTERRUPTING = 3;
  static final int TIMING_OUT = 4;
  static final int SUCCEEDED = 5;
  static final int FAILED = 6;
  static final int CANCELLED = 7;
  private static final int STAGE_BITS = 7;
  // What may be true besides once it has ended: the listeners are still to hear of it; its thread
  // was interrupted.
  static final int UNTOLD = 8;
  static final int INTERRUPTED = 16;

  @SuppressWarnings("rawtypes")
  static final AtomicIntegerFieldUpdater<StagedTask> STAGE =
      AtomicIntegerFieldUpdater.newUpdater(StagedTask.class, "stage");

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<StagedTask, Course> COURSE =
      AtomicReferenceFieldUpdater.newUpdater(StagedTask.class, Course.class, "course");

  final TaskHome home;
  private final long createdAt;
  // Null when it has ended, so that a kept task keeps nobody's context.
  @Nullable TaskContext context;
  volatile int stage;
  // A Work or Callable until it starts, so that what it captured can go; what it returned or threw.
  @Nullable Object payload;
  volatile @Nullable Runner runner;
  long startedAt;
  long finishedAt;
  volatile @Nullable Course course;

  StagedTask(TaskHome home, Object work, TaskContext context) {
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
    while (stage == INTERRUPTING || stage == TIMING_OUT) {
      Moment.pass();
    }
  }

  /** Whether nothing changes any more, even if not everybody has heard of it. */
  final boolean hasEnded() {
    return stage > TIMING_OUT;
  }

  boolean wasInterrupted() {
    return (stage & INTERRUPTED) != 0;
  }

  @Nullable Runner runner() {
    return runner;
  }

  /** Called before it is handed over: its thread is left alone when it is cancelled. */
  public final void neverInterrupt() {
    course().neverInterrupt();
  }

  /** Whether its work hears of a cancellation. */
  public final boolean mayBeInterrupted() {
    Course own = course;
    return home.interrupts() && (own == null || !own.isNeverInterrupted());
  }

  /** Whether it was cancelled and its work is to stop. */
  public final boolean isToStop() {
    return isCancelled() && mayBeInterrupted();
  }

  @Override
  public Status status() {
    return statusOf(stage);
  }

  static Status statusOf(int stage) {
    switch (stage & STAGE_BITS) {
      case QUEUED:
        return Status.QUEUED;
      case SUCCEEDED:
        return Status.SUCCEEDED;
      case TIMING_OUT:
      case FAILED:
        return Status.FAILED;
      case INTERRUPTING:
      case CANCELLED:
        return Status.CANCELLED;
      default:
        return Status.RUNNING;
    }
  }

  @Override
  boolean isOver() {
    int now = stage;
    if (now <= TIMING_OUT) {
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

  /** When it was handed over. */
  final long createdNanos() {
    return createdAt;
  }

  /** How long ago it was handed over. */
  final long waitedNanos() {
    return home.clock().nanos() - createdAt;
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
    awaitInterrupt();
    return stage < INTERRUPTING ? null : home.clock().instant(finishedAt);
  }

  final @Nullable Planned plannedOrNull() {
    Course own = course;
    return own == null ? null : own.plannedOrNull();
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
