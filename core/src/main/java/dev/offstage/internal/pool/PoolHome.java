package dev.offstage.internal.pool;

import dev.offstage.PoolCounts;
import dev.offstage.PoolSettings;
import dev.offstage.Task;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.gate.LaterRoom;
import dev.offstage.internal.gate.WaitingRoom;
import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.FailureLog;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.Listeners;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import dev.offstage.internal.workers.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one pool has: its workers, whoever waits in front of them, and its counts. Thread-safe. */
final class PoolHome implements TaskHome {
  final Application app;
  final Workers workers;
  final WaitingRoom room;
  final LaterRoom later;
  final Plans plans;
  private final FollowUps followUps = new FollowUps(this);
  final StuckThreads stuck;
  final Guests guests = new Guests();

  /** Whether it runs tasks; if not, it takes durable ones only, for other nodes to run. */
  final boolean serves;

  final Counters counters = new Counters();
  private volatile @Nullable FullLog full;
  // Those with items that have not been taken yet.
  final Set<PoolBatch<?>> batches = ConcurrentHashMap.newKeySet();
  private final String name;
  private final Clock clock;
  private final Listeners listeners;
  private final boolean interrupts;
  volatile boolean closed;
  volatile boolean terminated;

  PoolHome(Application app, String name, PoolSettings settings, WorkersFactory factory) {
    this.app = app;
    this.name = name;
    this.interrupts = settings.interrupts();
    this.clock = app.clock();
    this.listeners = app.listeners();
    // Without a store, as in a test, there are no other nodes.
    this.serves = settings.serves() || app.store().orNull() == null;
    this.workers = factory.create(this, settings);
    this.room = new WaitingRoom(workers, clock::apart);
    this.later = new LaterRoom(workers, app.delayed(), clock::apart);
    this.plans = new Plans(this, settings);
    this.stuck = new StuckThreads(workers, settings.size(), settings.queue(), settings.stuck());
  }

  /** Says when it is full; made by its hand-over. */
  FullLog fullLog(Supplier<PoolSettings> settings) {
    FullLog made = new FullLog(name, app, settings, serves, this::isEmpty);
    full = made;
    return made;
  }

  /** Says what was only counted. */
  void flush() {
    FullLog known = full;
    if (known != null) {
      known.flush();
    }
  }

  /** How many threads run tasks of this pool now. */
  int running() {
    int count = guests.size();
    for (Runner runner : workers.runners()) {
      if (runner.task() != null) {
        count++;
      }
    }
    return count;
  }

  /** Whether nothing runs or waits. */
  boolean isEmpty() {
    return queued() == 0 && running() == 0;
  }

  int queued() {
    return workers.queued() + room.size();
  }

  /** What runs now, also what waits for tasks that it has handed over. */
  List<PoolTask<?>> runningTasks() {
    List<PoolTask<?>> tasks = new ArrayList<>();
    for (Runner runner : runners()) {
      runner.tasks().stream().filter(task -> task.isOf(this)).forEach(tasks::add);
    }
    return tasks;
  }

  PoolCounts counts() {
    return counters.now();
  }

  @Override
  public String name() {
    return name;
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
    return app.failures();
  }

  @Override
  public TaskContext captureContext() {
    boolean inStream = workers.queued() > 0 && AfterResponse.current() == null;
    TaskContext context = app.captureContext(inStream);
    Executor server = workers.captureServer();
    return server == null ? context : context.inside(server);
  }

  @Override
  public void count(Task.Status how) {
    counters.ended(how, 1);
  }

  @Override
  public void uncount(Task.Status how) {
    counters.ended(how, -1);
  }

  @Override
  public boolean remove(Queued task) {
    return workers.remove(task);
  }

  @Override
  public void forEachQueued(Consumer<Queued> each) {
    workers.forEachQueued(each);
  }

  @Override
  public boolean isTerminated() {
    return terminated;
  }

  @Override
  public boolean interrupts() {
    return interrupts;
  }

  @Override
  public boolean mayTryAgain() {
    return !closed;
  }

  @Override
  public void again(PoolTask<?> task, Duration wait) {
    counters.retried();
    takeBack(task, plans.gatesAgain(task, workers.areInline() ? Duration.ZERO : wait));
  }

  /** Takes a task that was accepted before, whatever room there is. */
  void takeBack(PoolTask<?> task, List<Gate> gates) {
    workers.reservePastBound();
    boolean expected = workers.expect(task);
    if (!expected) {
      // The server has no thread to promise it: it runs on the one that lets it go on.
      workers.giveBack();
    }
    room.keep(task, expected);
    if (terminated) {
      task.loseLate();
    }
    task.passes(gates);
  }

  @Override
  public <T extends @Nullable Object> PoolTask<T> following(Callable<T> work, Object written) {
    return followUps.task(work, written);
  }

  @Override
  public <T extends @Nullable Object> PoolTask<T> collecting(String collects) {
    return followUps.collecting(collects);
  }

  @Override
  public void follow(PoolTask<?> task, Gate first, boolean isReady) {
    followUps.keep(task, first, isReady);
  }

  @Override
  public void countRetried() {
    counters.retried();
  }

  @Override
  public void countExpired() {
    counters.expired();
  }

  @Override
  public void countRolledBack() {
    counters.rolledBack();
  }

  @Override
  public void stuck(PoolTask<?> task, Thread thread, boolean ofPool) {
    if (ofPool) {
      stuck.add(task, thread);
    } else {
      stuck.say(task, thread, "Its thread is not one of the pool's");
    }
  }

  @Override
  public void unstuck() {
    stuck.remove();
  }

  @Override
  public void lostLate(PoolTask<?> task) {
    app.lostLate(task);
  }

  @Override
  public boolean isStarting() {
    return app.isStarting();
  }

  @Override
  public boolean isManual() {
    return workers.areManual();
  }

  @Override
  public Iterable<Runner> runners() {
    List<Runner> all = new ArrayList<>();
    workers.runners().forEach(all::add);
    guests.forEach(all::add);
    return all;
  }

  @Override
  public void guestStarts(Runner guest) {
    guests.add(guest);
  }

  @Override
  public void guestEnds(Runner guest) {
    guests.remove(guest);
  }

  /**
   * Holds a task back in front of the queue.
   *
   * @param reserved whether it has a place there
   */
  void keep(PoolTask<?> task, boolean reserved) {
    room.keep(task, reserved);
    listeners().queued(task);
    if (terminated) {
      task.loseLate();
    }
  }

  /** Gives back what such a task has: it was never there. */
  void comesNot(PoolTask<?> task, boolean reserved) {
    if (reserved) {
      workers.giveBack();
      workers.expectNoMore(task);
    }
    task.withdraw();
  }
}
