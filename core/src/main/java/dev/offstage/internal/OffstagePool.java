package dev.offstage.internal;

import dev.offstage.Batch;
import dev.offstage.Mapper;
import dev.offstage.Pool;
import dev.offstage.PoolCounts;
import dev.offstage.PoolSettings;
import dev.offstage.Start;
import dev.offstage.Task;
import dev.offstage.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link Pool}: what happens around the {@link Workers}. */
public final class OffstagePool implements Pool {
  private final OffstageRuntime runtime;
  private final String name;
  private final PoolSettings settings;
  private final boolean ofWebapp;
  private final @Nullable QueueShares shares;
  private final Workers workers;
  private final Counters counters = new Counters();
  private final Set<PoolTask<?>> running = ConcurrentHashMap.newKeySet();
  // Those that wait, or have waited, for a response and have not ended.
  private final Set<PoolTask<?>> held = ConcurrentHashMap.newKeySet();
  private final Set<PoolBatch<?>> batches = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile boolean terminated;

  OffstagePool(
      OffstageRuntime runtime,
      String name,
      PoolSettings settings,
      boolean ofWebapp,
      Workers workers) {
    this.runtime = runtime;
    this.name = name;
    this.settings = settings;
    this.ofWebapp = ofWebapp;
    // Inline nothing waits, so there is nothing to share.
    this.shares = workers.areInline() ? null : QueueShares.of(settings);
    this.workers = shares == null ? workers : new SharingWorkers(workers, this::hasFreeThread);
  }

  private boolean hasFreeThread() {
    return running.size() + queued() < settings.size();
  }

  @Nullable QueuePlace placeForCurrentClient() {
    return shares == null ? null : shares.placeForCurrentClient();
  }

  public OffstageRuntime runtime() {
    return runtime;
  }

  Workers workers() {
    return workers;
  }

  Counters counters() {
    return counters;
  }

  Set<PoolTask<?>> runningTasks() {
    return running;
  }

  Set<PoolTask<?>> heldTasks() {
    return held;
  }

  Set<PoolBatch<?>> batches() {
    return batches;
  }

  @Override
  public Task<@Nullable Void> run(Work work) {
    return start(PoolTask.of(this, Objects.requireNonNull(work, "work"), (String) null));
  }

  @Override
  public <T extends @Nullable Object> Task<T> call(Callable<T> work) {
    return start(PoolTask.of(this, Objects.requireNonNull(work, "work"), (String) null));
  }

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    return PoolBatch.start(this, items, Objects.requireNonNull(mapper, "mapper"));
  }

  /** Hands a task over that may start at once. */
  public <T extends @Nullable Object> PoolTask<T> start(PoolTask<T> task) {
    if (!offer(task)) {
      onFull(task);
    }
    return task;
  }

  /** Hands a task over that starts now, or when the current request's response is complete. */
  public <T extends @Nullable Object> PoolTask<T> start(PoolTask<T> task, Start when) {
    AfterResponse request = when == Start.AFTER_RESPONSE ? AfterResponse.current() : null;
    if (request == null) {
      return start(task);
    }
    startHeld(task);
    keep(request, task);
    return task;
  }

  /** Gives the task its place; it starts after {@link PoolTask#release()}. */
  public <T extends @Nullable Object> PoolTask<T> startHeld(PoolTask<T> task) {
    task.hold();
    try {
      start(task);
    } catch (Throwable t) {
      task.withdraw();
      throw t;
    }
    task.accepted();
    return task;
  }

  /** For redirected calls: as {@link #start(PoolTask, Start)}, but false in place of any policy. */
  public boolean offer(PoolTask<?> task, Start when) {
    AfterResponse request = when == Start.AFTER_RESPONSE ? AfterResponse.current() : null;
    if (request == null) {
      return offerOrReject(task);
    }
    task.hold();
    try {
      if (!offerOrReject(task)) {
        return false;
      }
    } catch (Throwable t) {
      task.withdraw();
      throw t;
    }
    task.accepted();
    keep(request, task);
    return true;
  }

  /**
   * The same for work that is prepared when it has its place, and before it starts.
   *
   * @throws Exception what the preparation throws; the task has then never been there
   */
  public boolean offer(PoolTask<?> task, Start when, Work preparation) throws Exception {
    AfterResponse request = when == Start.AFTER_RESPONSE ? AfterResponse.current() : null;
    task.hold();
    try {
      if (!workers.offer(task)) {
        reject(task);
        return false;
      }
      preparation.run();
    } catch (Throwable t) {
      workers.remove(task);
      task.withdraw();
      throw t;
    }
    task.accepted();
    runtime.listeners().queued(task);
    if (request == null) {
      task.release();
    } else {
      keep(request, task);
    }
    return true;
  }

  /**
   * Never throws: the task is accepted, and a caller that saw an exception would do the work again.
   */
  private static void keep(AfterResponse request, PoolTask<?> task) {
    try {
      request.add(task);
    } catch (RuntimeException | LinkageError e) {
      Log.warn("offstage: '" + task.name() + "' does not wait for the response", e);
      task.release();
    }
  }

  /** Takes the task if there is room; whatever the policy, never waits and never throws. */
  public boolean offer(PoolTask<?> task) {
    if (!workers.offer(task)) {
      return false;
    }
    runtime.listeners().queued(task);
    return true;
  }

  private boolean offerOrReject(PoolTask<?> task) {
    boolean accepted = offer(task);
    if (!accepted) {
      reject(task);
    }
    return accepted;
  }

  private void onFull(PoolTask<?> task) {
    if (!closed && settings.whenFull().isCallerRuns()) {
      runtime.listeners().queued(task);
      task.run();
      return;
    }
    Duration wait = settings.whenFull().blocksFor();
    if (!closed && !wait.isZero() && offerWithin(task, wait)) {
      runtime.listeners().queued(task);
      return;
    }
    reject(task);
    throw closed
        ? Refusals.closed(name, task)
        : Refusals.full(task, settings, runtime.settings(), wait);
  }

  private void reject(PoolTask<?> task) {
    task.withdraw();
    counters.rejected();
    runtime.listeners().rejected(task);
  }

  private boolean offerWithin(PoolTask<?> task, Duration wait) {
    try {
      return workers.offer(task, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A task that was accepted before comes again; without room it runs here: it is not lost. */
  void offerAgain(PoolTask<?> task) {
    if (!workers.offer(task)) {
      task.run();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return settings.size();
  }

  @Override
  public int queueCapacity() {
    return settings.queue();
  }

  @Override
  public int queued() {
    return workers.queued();
  }

  @Override
  public int running() {
    return running.size();
  }

  @Override
  public PoolCounts counts() {
    return counters.now();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** Whether what starts now came too late to be cancelled with the others. */
  public boolean isTerminated() {
    return terminated;
  }

  @Override
  public void close() {
    checkOwn("closed");
    stopAccepting();
  }

  @Override
  public void terminate() {
    checkOwn("terminated");
    cancelAll();
  }

  private void checkOwn(String what) {
    if (ofWebapp) {
      throw new UnsupportedOperationException(
          "Pool '"
              + name
              + "' belongs to the application and is not to be "
              + what
              + " by hand: it is drained when the application stops");
    }
  }

  @Override
  public void join() throws InterruptedException {
    checkClosed();
    while (!awaitEnd(Long.MAX_VALUE)) {
      // Some hundred years more.
    }
  }

  @Override
  public boolean join(Duration limit) throws InterruptedException {
    checkClosed();
    return awaitEnd(Durations.nanos(limit));
  }

  private void checkClosed() {
    if (!closed) {
      throw new IllegalStateException(
          "Pool '" + name + "' is still open: call close() or terminate() before join()");
    }
  }

  private boolean awaitEnd(long nanos) throws InterruptedException {
    // Not for the held ones: the response that they wait for may be the caller's own.
    boolean ended = workers.awaitEnd(nanos);
    if (ended && held.isEmpty()) {
      runtime.forget(this);
    }
    return ended;
  }

  boolean hasEnded() {
    try {
      return closed && awaitEndUntil(System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Drain, step 1. */
  void stopAccepting() {
    closed = true;
    workers.close();
  }

  /** Drain, step 2: false when tasks are left after the time. */
  boolean awaitEndUntil(long deadlineNanos) throws InterruptedException {
    if (!workers.awaitEnd(left(deadlineNanos))) {
      return false;
    }
    // Inline, a task is a part of its request, and lasts as long as that.
    return workers.areInline()
        || (awaitEach(held, deadlineNanos) && awaitEach(running, deadlineNanos));
  }

  /** Those on the threads of others: held for a response, or run by who handed them over. */
  private static boolean awaitEach(Set<PoolTask<?>> tasks, long deadlineNanos)
      throws InterruptedException {
    for (PoolTask<?> task : tasks) {
      try {
        task.get(left(deadlineNanos), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException | CancellationException e) {
        // That is an end, too.
      }
    }
    return true;
  }

  private static long left(long deadlineNanos) {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }

  /** Drain, step 3: cancels what is queued, interrupts what runs, and says what that was. */
  List<PoolTask<?>> cancelAll() {
    closed = true;
    terminated = true;
    List<PoolTask<?>> lost = new ArrayList<>();
    batches.forEach(batch -> lost.addAll(batch.cancelWaiting()));
    // What is still being handed over is lost, or taken back, by who does that.
    workers.closeAndEmpty().stream()
        .filter(task -> !task.isHeldOnly())
        .forEach(task -> cancel(task, lost));
    running.forEach(task -> cancel(task, lost));
    held.stream().filter(PoolTask::isHeldAndAccepted).forEach(task -> cancel(task, lost));
    return lost;
  }

  /** A task ends once: what a thread finishes meanwhile is not among the lost ones. */
  private static void cancel(PoolTask<?> task, List<PoolTask<?>> lost) {
    if (task.cancel(true)) {
      lost.add(task);
    }
  }

  @Override
  public String toString() {
    return "Pool[" + name + ", " + settings + "]";
  }
}
