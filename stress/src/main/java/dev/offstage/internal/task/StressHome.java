package dev.offstage.internal.task;

import dev.offstage.Task;
import dev.offstage.internal.context.Carriers;
import dev.offstage.internal.context.TaskContext;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A pool as one task sees it, with nothing but a count. */
public final class StressHome implements TaskHome {
  private static final TaskContext CONTEXT = Carriers.find().capture(false);
  private static final Clock CLOCK =
      new Clock(
          () -> {
            throw new RejectedExecutionException();
          });
  private static final Listeners LISTENERS = new Listeners();
  private static final FailureLog FAILURES = new FailureLog(CLOCK);

  private final AtomicInteger ended = new AtomicInteger();

  /** A task of this pool, with this work. */
  PoolTask<String> task(Callable<String> work) {
    return new PoolTask<>(this, work, Origin.of(work), CONTEXT);
  }

  int ended() {
    return ended.get();
  }

  @Override
  public String name() {
    return "stress";
  }

  @Override
  public Clock clock() {
    return CLOCK;
  }

  @Override
  public Listeners listeners() {
    return LISTENERS;
  }

  @Override
  public FailureLog failures() {
    return FAILURES;
  }

  @Override
  public TaskContext captureContext() {
    return CONTEXT;
  }

  @Override
  public void count(Task.Status how) {
    ended.incrementAndGet();
  }

  @Override
  public void uncount(Task.Status how) {
    ended.decrementAndGet();
  }

  @Override
  public boolean remove(Queued task) {
    return false;
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
  public void guestStarts(Runner guest) {}

  @Override
  public void guestEnds(Runner guest) {}
}
