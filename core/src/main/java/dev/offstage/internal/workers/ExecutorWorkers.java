package dev.offstage.internal.workers;

import dev.offstage.internal.context.LentThread;
import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers on an application server's executor, with a size and a bounded queue of our own. A thread
 * that the server has given goes on with what is queued. Where the server's threads have the
 * context of whoever has asked for them they run one task each, and what is queued has its own
 * {@link #askForTurn turn}.
 */
final class ExecutorWorkers implements Workers {
  private final TaskHome home;
  private final Supplier<ServerExecutor> server;
  private final Runnable threadStart;
  private final WorkerRunners runners = new WorkerRunners();
  private final ServerPlaces places;

  ExecutorWorkers(
      TaskHome home,
      int size,
      int capacity,
      Supplier<ServerExecutor> server,
      Runnable threadStart) {
    this.home = home;
    this.server = server;
    this.threadStart = threadStart;
    this.places = new ServerPlaces(size, capacity, this::lendsThreads);
  }

  private boolean lendsThreads() {
    return server.get().lendsThreads();
  }

  @Override
  public Entry offer(Queued task) {
    return goOn(task, places.add(task));
  }

  @Override
  public boolean enter(PoolTask<?> task) {
    return goOn(task, places.addReserved(task)) == Entry.TAKEN;
  }

  private Entry goOn(Queued task, ServerPlaces.Place place) {
    switch (place) {
      case STARTING:
        return startThread(task);
      case AWAITED:
        return Entry.TAKEN;
      case QUEUED:
        return lendsThreads() ? Entry.TAKEN : askForTurn(task);
      case CLOSED:
        return Entry.CLOSED;
      default:
        return Entry.FULL;
    }
  }

  /** Outside of any lock: some executors run the work on the calling thread. */
  private Entry startThread(Queued first) {
    try {
      requestThread(first);
      return Entry.TAKEN;
    } catch (RuntimeException | Error e) {
      // Not only a rejection: servers that stop, or have no memory, throw other things.
      Entry entry = places.refused(first);
      return entry != null ? entry : runAccepted();
    }
  }

  private void requestThread(@Nullable Queued first) {
    server.get().request(onCaller -> runOn(onCaller, first));
  }

  private void runOn(boolean onCaller, @Nullable Queued first) {
    LentThread thread = LentThread.begin(lendsThreads(), onCaller && lendsThreads());
    try {
      runFrom(first, thread);
    } finally {
      thread.giveBack();
    }
  }

  /**
   * Asks the server for a thread for a task that is queued, with what it captures now. That thread
   * waits for the task's turn.
   */
  private Entry askForTurn(Queued task) {
    try {
      server
          .get()
          .request(
              onCaller -> {
                // On the thread that hands it over, inside of another task, it could wait for ever.
                if (places.awaitTurn(task, PoolTask.current() != null)) {
                  runOn(onCaller, task);
                }
              });
      return Entry.TAKEN;
    } catch (RuntimeException | Error e) {
      return places.remove(task) ? Entry.FULL : Entry.TAKEN;
    }
  }

  /** Such a task's thread is asked for before the task comes: by then this thread is elsewhere. */
  @Override
  public boolean expect(PoolTask<?> task) {
    if (lendsThreads()) {
      return true;
    }
    places.expect(task);
    try {
      server
          .get()
          .request(
              onCaller -> {
                if (onCaller) {
                  // This one cannot wait for it, and has nothing else than itself to take along.
                  places.expectNoMore(task);
                } else if (places.awaitTurn(task, false)) {
                  runOn(false, task);
                }
              });
      return true;
    } catch (RuntimeException | Error e) {
      // Unless somebody runs it all the same.
      return !places.expectNoMore(task);
    }
  }

  @Override
  public void expectNoMore(PoolTask<?> task) {
    places.expectNoMore(task);
  }

  /** Some executors do, when they are full. */
  @Override
  public boolean mayRunHere() {
    return true;
  }

  /** Not by a thread with what the current one has: that need not be the task's submitter's. */
  @Override
  public boolean enterIfRoom(PoolTask<?> task) {
    return lendsThreads() && Workers.super.enterIfRoom(task);
  }

  /** Runs what was queued behind a thread that was refused: nobody else would. */
  private Entry runAccepted() {
    LentThread thread = LentThread.begin(true, true);
    try {
      return runAccepted(thread);
    } finally {
      thread.giveBack();
    }
  }

  private Entry runAccepted(LentThread thread) {
    for (Queued task = places.next(false); task != null; task = places.next(false)) {
      task.runHere();
      thread.clear();
    }
    return Entry.FULL;
  }

  private void runFrom(@Nullable Queued given, LentThread thread) {
    Queued first = places.first(given);
    if (first == null) {
      return;
    }
    if (PoolTask.current() != null) {
      // The executor runs it on the thread that hands it over, inside of another task.
      first.runHere();
      thread.clear();
      runAccepted(thread);
      return;
    }
    Runner runner = null;
    Queued task = first;
    try {
      runner = runners.addLent(home);
      threadStart.run();
      runner.ready();
      while (task != null) {
        Queued ordered = runner.run(task);
        task = ordered != null ? ordered : places.next(true);
      }
    } finally {
      runners.remove(runner);
      if (task != null) {
        // The thread ends early, as without memory.
        places.putBack(task);
        goOn(task, ServerPlaces.Place.QUEUED);
      }
    }
  }

  /** Comes first for each task. */
  @Override
  public @Nullable Executor captureServer() {
    return server.get().capture();
  }

  @Override
  public Entry await(Supplier<Entry> attempt, long nanos) throws InterruptedException {
    return places.await(attempt, nanos);
  }

  @Override
  public Entry reserve() {
    return places.reserve();
  }

  @Override
  public void reservePastBound() {
    places.reservePastBound();
  }

  @Override
  public void giveBack() {
    places.giveBack();
  }

  @Override
  public boolean remove(Queued task) {
    return places.remove(task);
  }

  @Override
  public @Nullable Queued swap(Queued last) {
    return places.swap(last);
  }

  @Override
  public void forEachQueued(Consumer<Queued> each) {
    places.queued().forEach(each);
  }

  @Override
  public int queued() {
    return places.length();
  }

  @Override
  public Iterable<Runner> runners() {
    return runners;
  }

  @Override
  public void resize(int newSize, int capacity) {
    places.resize(newSize, capacity);
    while (places.addThread()) {
      try {
        requestThread(null);
      } catch (RuntimeException | Error e) {
        // The server has no more threads; if ours are gone, nobody else runs what is queued.
        if (!places.removeThread()) {
          runAccepted();
        }
        return;
      }
    }
  }

  @Override
  public void close() {
    places.close();
  }

  @Override
  public List<Queued> closeAndEmpty() {
    return places.closeAndEmpty();
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    return places.awaitEnd(nanos);
  }
}
