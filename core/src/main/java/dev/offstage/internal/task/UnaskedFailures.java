package dev.offstage.internal.task;

import dev.offstage.internal.jvm.StackRoom;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Failures that were for whoever asks for the result, until somebody does. A task that becomes
 * garbage before that has been given up by everybody: then its failure is logged, as that of work
 * without a result is at once. Only tasks that fail cost anything here. Thread-safe.
 */
final class UnaskedFailures implements Runnable {
  /** Past it, failures are as silent as their tasks: what is kept here must be bounded. */
  private static final int MOST = 1_000;

  private static final long LOOK_SECONDS = 1;

  private final Clock clock;
  private final FailureLog log;
  private final ReferenceQueue<PoolTask<?>> garbage = new ReferenceQueue<>();
  private final Set<Unasked> all = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  UnaskedFailures(Clock clock, FailureLog log) {
    this.clock = clock;
    this.log = log;
  }

  /** The failure of one task, which it must not keep from being collected. */
  final class Unasked extends PhantomReference<PoolTask<?>> {
    private final FailureLog.Failure failure;

    Unasked(PoolTask<?> task, FailureLog.Failure failure) {
      super(task, garbage);
      this.failure = failure;
    }

    /** Somebody has asked, or it did not fail after all. */
    void forget() {
      all.remove(this);
      clear();
    }
  }

  /** Loads what the first failure needs: then there may be no memory for that. */
  static void preload() {
    Objects.requireNonNull(Unasked.class);
    Objects.requireNonNull(FailureLog.Failure.class);
  }

  /**
   * From now on, until {@link Unasked#forget()} or until the task is garbage.
   *
   * @throws StackOverflowError if there is not enough stack to do so; nothing has happened then
   */
  void watch(PoolTask<?> task, FailureLog.Failure failure) {
    // The timer has a lock, which would never be free again if the stack ended in there.
    StackRoom.askForNestedCalls();
    if (all.size() < MOST) {
      Unasked unasked = new Unasked(task, failure);
      all.add(unasked);
      task.course().failsUnasked(unasked);
      lookLater();
    }
  }

  private void lookLater() {
    if (looking.compareAndSet(false, true)) {
      try {
        clock.timer().schedule(this, LOOK_SECONDS, TimeUnit.SECONDS);
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        // The runtime is stopping, which looks for the last time, or there is no thread for it.
        looking.set(false);
      }
    }
  }

  /** On the timer's thread. */
  @Override
  public void run() {
    looking.set(false);
    look();
    if (!all.isEmpty()) {
      lookLater();
    }
  }

  /** Logs those whose tasks have become garbage. */
  void look() {
    for (Reference<?> each = garbage.poll(); each != null; each = garbage.poll()) {
      if (each instanceof Unasked && all.remove(each)) {
        log.add(((Unasked) each).failure, ", and nobody has asked for its result");
      }
    }
  }
}
