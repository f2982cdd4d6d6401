package dev.offstage.internal.task;

import dev.offstage.Task;
import dev.offstage.internal.context.Carriers;
import dev.offstage.internal.context.TaskContext;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/** A pool as one task sees it, with nothing but counts. Its clock stands still. */
public final class StubHome implements TaskHome {
  public static final long NOW = 7;

  // Looked for once: that loads classes.
  private static final TaskContext CONTEXT = Carriers.find().capture(false);

  private static final class Still extends Clock {
    Still() {
      super(
          () -> {
            throw new IllegalStateException("nothing ticks");
          });
    }

    @Override
    public long nanos() {
      return NOW;
    }

    @Override
    long nanosOfWorker() {
      return NOW;
    }

    @Override
    public long coarseNanos() {
      return NOW;
    }
  }

  /** Done when a thread of another pool is about to run a task of this one. */
  Runnable onGuest = () -> {};

  private final Clock clock = new Still();
  private final Listeners listeners = new Listeners();
  private final FailureLog failures = new FailureLog(clock);
  private final AtomicIntegerArray ends = new AtomicIntegerArray(Task.Status.values().length);

  /** How many tasks were counted to have ended so. */
  public int ended(Task.Status how) {
    return ends.get(how.ordinal());
  }

  @Override
  public String name() {
    return "stub";
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Listeners listeners() {
    return listeners;
  }

  @Override
  public FailureLog failures() {
    return failures;
  }

  @Override
  public TaskContext captureContext() {
    return CONTEXT;
  }

  @Override
  public void count(Task.Status how) {
    ends.incrementAndGet(how.ordinal());
  }

  @Override
  public void uncount(Task.Status how) {
    ends.decrementAndGet(how.ordinal());
  }

  @Override
  public boolean remove(Queued task) {
    return true;
  }

  @Override
  public void forEachQueued(Consumer<Queued> each) {}

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean interrupts() {
    return true;
  }

  @Override
  public boolean mayTryAgain() {
    return true;
  }

  @Override
  public void again(PoolTask<?> task, Duration wait) {}

  @Override
  public void countRetried() {}

  @Override
  public void countExpired() {}

  @Override
  public void countRolledBack() {}

  @Override
  public void stuck(PoolTask<?> task, Thread thread, boolean ofPool) {}

  @Override
  public void unstuck() {}

  @Override
  public void lostLate(PoolTask<?> task) {}

  @Override
  public boolean isManual() {
    return false;
  }

  @Override
  public Iterable<Runner> runners() {
    return Collections.emptyList();
  }

  @Override
  public void guestStarts(Runner guest) {
    onGuest.run();
  }

  @Override
  public void guestEnds(Runner guest) {}
}
