package dev.offstage.internal.pool;

import dev.offstage.Batch;
import dev.offstage.Mapper;
import dev.offstage.Task;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.request.Captured;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one {@code map}. Items are given out by number, to lanes and to whoever waits for
 * the batch inside of a task of the pool; an item that was given out is run by whoever has it, so
 * lanes may come and go.
 */
final class PoolBatch<R extends @Nullable Object> implements Batch<R> {
  private final PoolHome home;
  private final int chunk;
  private final List<BatchItem<R>> items;
  private final Lanes<R> lanes = new Lanes<>();
  private final AtomicInteger givenOut = new AtomicInteger();
  private final AtomicInteger left;
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  // With its first lane all are accepted: from then on a drain may find them here.
  private volatile boolean accepted;
  private volatile boolean laneDropped;
  private volatile boolean failsFast;

  private PoolBatch(PoolHome home, int size, int chunk) {
    this.home = home;
    // By hand each item has a turn of its own.
    this.chunk = home.workers.areManual() ? 1 : Math.min(chunk, Math.max(1, size));
    this.items = new ArrayList<>(size);
    this.left = new AtomicInteger(size);
  }

  static <A extends @Nullable Object, R extends @Nullable Object> PoolBatch<R> start(
      PoolHome home,
      HandOver handOver,
      Collection<? extends A> from,
      Mapper<? super A, ? extends R> mapper,
      int chunk) {
    List<A> given = new ArrayList<>(from);
    Origin origin = Origin.of(mapper);
    handOver.checkCaptured(mapper, origin);
    TaskContext context = home.captureContext();
    PoolBatch<R> batch = new PoolBatch<>(home, given.size(), chunk);
    boolean inline = home.workers.areInline();
    for (A item : given) {
      if (!inline) {
        Captured.checkItem(item, origin);
      }
      BatchItem<R> task = BatchItem.of(batch, home, item, mapper, origin, context);
      handOver.triesAsPool(task);
      batch.items.add(task);
    }
    if (given.isEmpty()) {
      batch.end.complete(null);
    } else {
      batch.openLanes(handOver);
    }
    return batch;
  }

  private void openLanes(HandOver handOver) {
    Lane<R> first = lanes.add(new Lane<>(this, home, handOver));
    home.batches.add(this);
    PoolTask<R> firstItem = items.get(0);
    Entry entry = first.offer();
    boolean here = entry == Entry.FULL && handOver.fallsToCaller();
    if (entry == Entry.FULL && !here) {
      entry = handOver.within(firstItem, first.place(), first::offer);
    }
    if (entry != Entry.TAKEN && !here) {
      home.batches.remove(this);
      throw handOver.refused(firstItem, first.place(), entry, handOver.waits());
    }
    accepted();
    items.forEach(home.listeners()::queued);
    if (here) {
      first.runHere();
    }
    // By hand nothing runs at once; and lanes past the items would have nothing to do.
    int most = home.workers.areManual() ? 1 : Math.min(handOver.size(), chunks());
    for (int i = 1; i < most && next() != null; i++) {
      if (lanes.add(new Lane<>(this, home, handOver)).offer() != Entry.TAKEN) {
        return;
      }
    }
  }

  private int chunks() {
    return (items.size() + chunk - 1) / chunk;
  }

  private void accepted() {
    accepted = true;
    if (home.terminated || laneDropped) {
      // The end of the pool came before it could find these.
      List<PoolTask<?>> late = new ArrayList<>();
      cancelAccepted(late);
      late.forEach(
          task -> {
            task.tellCancelled();
            home.lostLate(task);
          });
    }
  }

  /** The item that is given out next; null when all are. */
  @Nullable PoolTask<R> next() {
    int at = givenOut.get();
    return at < items.size() ? items.get(at) : null;
  }

  /**
   * Runs the next items.
   *
   * @param runner that of the worker whose thread this is; null on any other thread
   * @return whether there are more
   */
  boolean runChunk(@Nullable Runner runner) {
    int from;
    int to;
    do {
      from = givenOut.get();
      to = Math.min(items.size(), from + chunk);
    } while (from < to && !givenOut.compareAndSet(from, to));
    for (int i = from; i < to; i++) {
      if (runner == null) {
        items.get(i).runHere();
      } else {
        items.get(i).run(runner);
        // As between two tasks: what the work left set would hit the next one.
        Thread.interrupted();
      }
    }
    // One of these may have cancelled the others.
    return next() != null;
  }

  /** An item has ended, in whatever way. */
  void ended(PoolTask<R> item) {
    try {
      if (failsFast && item.status() == Task.Status.FAILED) {
        cancel(true);
      }
    } finally {
      if (left.decrementAndGet() == 0) {
        allEnded();
      }
    }
  }

  private void allEnded() {
    try {
      home.batches.remove(this);
      lanes.leaveQueue();
    } finally {
      end.complete(null);
    }
  }

  /**
   * Called before the accepted batches are cancelled; one that is not accepted yet sees it then.
   */
  void laneDropped() {
    laneDropped = true;
  }

  /** For the drain: cancels what was accepted and has not started; nobody hears of it yet. */
  void cancelAccepted(List<PoolTask<?>> cancelled) {
    if (!accepted) {
      return;
    }
    givenOut.set(items.size());
    for (PoolTask<R> item : items) {
      if (item.status() == Task.Status.QUEUED) {
        item.cancelUntold(true, cancelled);
      }
    }
  }

  @Override
  public void cancel(boolean interrupt) {
    givenOut.set(items.size());
    lanes.leaveQueue();
    List<PoolTask<?>> cancelled = new ArrayList<>();
    // All of them before anybody hears of one.
    try {
      for (PoolTask<R> item : items) {
        item.cancelUntold(interrupt, cancelled);
      }
    } finally {
      cancelled.forEach(PoolTask::tellCancelled);
    }
  }

  @Override
  public Batch<R> failFast() {
    failsFast = true;
    if (items.stream().anyMatch(item -> item.status() == Task.Status.FAILED)) {
      cancel(true);
    }
    return this;
  }

  @Override
  public List<Task<R>> tasks() {
    return Collections.unmodifiableList(items);
  }

  @Override
  public int done() {
    return (int) items.stream().filter(Task::isDone).count();
  }

  @Override
  public boolean isDone() {
    // The items' own word: the count comes a moment after it.
    return left.get() == 0 || items.stream().allMatch(Task::isDone);
  }

  @Override
  public List<R> join() throws InterruptedException {
    settled();
    return BatchResults.of(items);
  }

  @Override
  public List<R> join(Duration limit) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + Durations.nanos(limit);
    for (PoolTask<R> item : items) {
      if (!item.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        throw BatchResults.late(limit, done(), items.size());
      }
    }
    return BatchResults.of(items);
  }

  @Override
  public List<Task<R>> settled() throws InterruptedException {
    if (PoolTask.isOnThreadOf(home)) {
      // All threads of the pool might be waiting like this one: do a share of the work.
      while (next() != null) {
        runChunk(null);
      }
    }
    for (PoolTask<R> item : items) {
      item.await();
    }
    return tasks();
  }

  @Override
  public Map<Integer, R> completed() {
    return BatchResults.completed(items);
  }

  @Override
  public Map<Integer, Throwable> errors() {
    return BatchResults.errors(items);
  }

  @Override
  public CompletableFuture<List<R>> toCompletableFuture() {
    BatchFuture<R> view = new BatchFuture<>(this);
    if (isDone()) {
      complete(view);
    } else {
      end.whenComplete((nothing, never) -> complete(view));
    }
    return view;
  }

  void complete(BatchFuture<R> view) {
    BatchResults.complete(view, items);
  }
}
