package dev.offstage.internal.pool;

import dev.offstage.Mapper;
import dev.offstage.Results;
import dev.offstage.Task;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.QueuePlace;
import dev.offstage.internal.request.Captured;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The tasks of one {@code results}, handed over as they are asked for. */
final class PoolResults<A extends @Nullable Object, R extends @Nullable Object>
    implements Results<R> {
  private static final int MOST_AHEAD = 1_000_000;

  private final PoolHome home;
  private final HandOver handOver;
  private final Iterator<? extends A> items;
  private final Mapper<? super A, ? extends R> mapper;
  private final Origin origin;
  private final TaskContext context;
  private int ahead;
  private boolean inOrder;
  private boolean asked;
  private boolean closed;

  /** Handed over and not taken, in the order of the items. */
  private final Set<ResultItem<R>> open = new LinkedHashSet<>();

  /** Those of them that have ended, in that order; empty if that does not matter. */
  private final BlockingQueue<ResultItem<R>> ended = new LinkedBlockingQueue<>();

  /** The next one, which has found no room yet. */
  private @Nullable ResultItem<R> next;

  private PoolResults(
      PoolHome home,
      HandOver handOver,
      Iterator<? extends A> items,
      Mapper<? super A, ? extends R> mapper,
      Origin origin) {
    this.home = home;
    this.handOver = handOver;
    this.items = items;
    this.mapper = mapper;
    this.origin = origin;
    this.context = home.captureContext();
    this.ahead = 2 * handOver.size();
  }

  static <A extends @Nullable Object, R extends @Nullable Object> PoolResults<A, R> of(
      PoolHome home,
      HandOver handOver,
      Iterator<? extends A> items,
      Mapper<? super A, ? extends R> mapper) {
    Origin origin = Origin.of(mapper);
    handOver.checkCaptured(mapper, origin);
    return new PoolResults<>(home, handOver, items, mapper, origin);
  }

  @Override
  public Results<R> inOrder() {
    checkNotAsked();
    inOrder = true;
    return this;
  }

  @Override
  public Results<R> ahead(int tasks) {
    if (tasks < 1 || tasks > MOST_AHEAD) {
      throw new IllegalArgumentException("ahead is " + tasks + "; allowed: 1 to " + MOST_AHEAD);
    }
    checkNotAsked();
    ahead = tasks;
    return this;
  }

  @Override
  public Iterator<Task<R>> iterator() {
    checkNotAsked();
    asked = true;
    return new Iterator<Task<R>>() {
      @Override
      public boolean hasNext() {
        return hasMore();
      }

      @Override
      public Task<R> next() {
        return take();
      }
    };
  }

  private void checkNotAsked() {
    if (asked) {
      throw new IllegalStateException(
          "These results are being taken already: they can be iterated once, and set before");
    }
  }

  @Override
  public Stream<Task<R>> stream() {
    int known = Spliterator.NONNULL | (inOrder ? Spliterator.ORDERED : 0);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), known), false)
        .onClose(this::close);
  }

  private boolean hasMore() {
    handOverMore();
    return !open.isEmpty();
  }

  private Task<R> take() {
    if (!hasMore()) {
      throw new NoSuchElementException(closed ? "closed" : "all have been taken");
    }
    try {
      ResultItem<R> task = inOrder ? first() : nextToEnd();
      open.remove(task);
      return task;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException why =
          new CancellationException("interrupted while waiting for results");
      why.initCause(e);
      throw why;
    }
  }

  private ResultItem<R> first() throws InterruptedException {
    ResultItem<R> first = open.iterator().next();
    first.await();
    return first;
  }

  private ResultItem<R> nextToEnd() throws InterruptedException {
    ResultItem<R> task = ended.poll();
    if (task == null && handOver.waitersRun()) {
      // All threads of the pool might be waiting like this one.
      first();
    }
    while (task == null) {
      task = ended.take();
    }
    return task;
  }

  private void handOverMore() {
    while (!closed && open.size() < ahead) {
      ResultItem<R> task = next;
      if (task == null) {
        if (!items.hasNext()) {
          return;
        }
        task = made(items.next());
      }
      next = task;
      if (!isIn(task)) {
        return;
      }
      next = null;
    }
  }

  private ResultItem<R> made(A item) {
    if (!home.workers.areInline()) {
      Captured.checkItem(item, origin);
    }
    ResultItem<R> task =
        ResultItem.of(this::ended, home, () -> mapper.apply(item), origin, context);
    handOver.triesAsPool(task);
    return task;
  }

  /** Hands it over. If there is no room, it waits for the others, unless there are none. */
  private boolean isIn(ResultItem<R> task) {
    QueuePlace place = handOver.placeForCurrentClient();
    open.add(task);
    if (open.size() == 1) {
      try {
        handOver.start(task, null);
        return true;
      } catch (RuntimeException | Error e) {
        next = null;
        open.remove(task);
        ended.remove(task);
        throw e;
      }
    }
    if (place != null) {
      task.takes(place);
    }
    if (handOver.admit(task, place) == Entry.TAKEN) {
      home.listeners().queued(task);
      return true;
    }
    if (place != null) {
      place.leave();
    }
    open.remove(task);
    return false;
  }

  private void ended(ResultItem<R> task) {
    if (!inOrder) {
      ended.add(task);
    }
  }

  @Override
  public void close() {
    closed = true;
    next = null;
    List<PoolTask<?>> cancelled = new ArrayList<>();
    // All of them before anybody hears of one.
    try {
      open.forEach(task -> task.cancelUntold(true, cancelled));
    } finally {
      cancelled.forEach(PoolTask::tellCancelled);
      open.clear();
      ended.clear();
    }
  }
}
