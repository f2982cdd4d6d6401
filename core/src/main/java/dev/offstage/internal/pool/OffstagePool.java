package dev.offstage.internal.pool;

import dev.offstage.Batch;
import dev.offstage.Mapper;
import dev.offstage.Pool;
import dev.offstage.PoolCounts;
import dev.offstage.PoolSettings;
import dev.offstage.Results;
import dev.offstage.Task;
import dev.offstage.Work;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link Pool}. */
public final class OffstagePool implements Pool {
  private final PoolHome home;
  private final HandOver handOver;
  private final PoolEnd end;
  private final boolean ofWebapp;
  private volatile PoolSettings settings;

  /**
   * @param ofWebapp whether the pool ends with the application, and not before
   */
  public OffstagePool(
      Application app,
      String name,
      PoolSettings settings,
      boolean ofWebapp,
      WorkersFactory factory) {
    this.settings = settings;
    this.ofWebapp = ofWebapp;
    this.home = new PoolHome(app, name, settings, factory);
    this.end = new PoolEnd(home);
    this.handOver = new HandOver(home, this::settings);
  }

  /** The application that the pool is of. */
  public Application app() {
    return home.app;
  }

  /**
   * Checks that other processes have a pool of this name, too.
   *
   * @throws IllegalArgumentException if not
   */
  public void checkShared() {
    if (!ofWebapp) {
      throw new IllegalArgumentException(
          "A durable task cannot be in pool '"
              + name()
              + "', which only this process has; allowed: one of the settings, which "
              + home.app.settings().keyOf(name(), "size")
              + " would make");
    }
  }

  /** The ways in that are not the API's. */
  public HandOver handOver() {
    return handOver;
  }

  /** The way out. */
  public PoolEnd end() {
    return end;
  }

  PoolSettings settings() {
    return settings;
  }

  @Override
  public Task<@Nullable Void> run(Work work) {
    return handOver.start(handOver.task(Objects.requireNonNull(work, "work"), null), null);
  }

  @Override
  public <T extends @Nullable Object> Task<T> call(Callable<T> work) {
    return handOver.start(handOver.task(Objects.requireNonNull(work, "work"), null), null);
  }

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    return map(items, mapper, 1);
  }

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper, int chunk) {
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk is " + chunk + "; allowed: 1 and more");
    }
    return PoolBatch.start(home, handOver, items, Objects.requireNonNull(mapper, "mapper"), chunk);
  }

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> Results<R> results(
      Iterator<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    Objects.requireNonNull(items, "items");
    return PoolResults.of(home, handOver, items, Objects.requireNonNull(mapper, "mapper"));
  }

  @Override
  public ExecutorService asExecutorService() {
    return new PoolExecutor(handOver, name());
  }

  @Override
  public String name() {
    return home.name();
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
    return home.queued();
  }

  @Override
  public int running() {
    return home.running();
  }

  @Override
  public PoolCounts counts() {
    return home.counts();
  }

  @Override
  public boolean isClosed() {
    return home.closed;
  }

  /** Whether what starts now came too late to be cancelled with the others. */
  public boolean isTerminated() {
    return home.terminated;
  }

  @Override
  public void resize(int size, int queueCapacity) {
    synchronized (this) {
      PoolSettings changed = settings.resized(size, queueCapacity);
      settings = changed;
      handOver.resized(changed);
      home.stuck.resize(size, queueCapacity, changed.stuck());
    }
  }

  @Override
  public void close() {
    close(false);
  }

  @Override
  public void close(boolean cancelQueued) {
    checkOwn("closed");
    end.stopAccepting();
    if (cancelQueued) {
      cancel(end::cancelQueued);
    }
  }

  @Override
  public void terminate() {
    checkOwn("terminated");
    cancel(end::cancelAll);
  }

  /** All of them before anybody hears of one. */
  private static void cancel(Consumer<List<PoolTask<?>>> which) {
    List<PoolTask<?>> cancelled = new ArrayList<>();
    try {
      which.accept(cancelled);
    } finally {
      cancelled.forEach(PoolTask::tellCancelled);
    }
  }

  private void checkOwn(String what) {
    if (ofWebapp) {
      throw new UnsupportedOperationException(
          "Pool '"
              + name()
              + "' belongs to the application and is not to be "
              + what
              + " by hand: it is drained when the application stops");
    }
  }

  @Override
  public void join() throws InterruptedException {
    if (PoolTask.isOnThreadOf(home)) {
      throw new IllegalStateException(
          "A task of pool '" + name() + "' would wait for ever: for the end of its own pool");
    }
    while (!join(Duration.ofDays(1))) {
      // Some more.
    }
  }

  @Override
  public boolean join(Duration limit) throws InterruptedException {
    if (!home.closed) {
      throw new IllegalStateException(
          "Pool '" + name() + "' is still open: call close() or terminate() before join()");
    }
    boolean ended = end.awaitEndOfStarted(System.nanoTime() + Durations.nanos(limit));
    if (ended && home.room.size() == 0 && home.later.tasks().isEmpty()) {
      home.app.forget(this);
    }
    return ended;
  }

  /** Whether it is closed and nothing is left. */
  public boolean hasEnded() {
    try {
      return home.closed && end.awaitEnd(System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public String toString() {
    return "Pool[" + name() + ", " + settings + "]";
  }
}
