package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import dev.offstage.internal.text.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers with threads of their own, which grow before they queue and end after a while without
 * work.
 *
 * <p>A task goes to a thread that sleeps, else to a new one, else into the queue. While all threads
 * are there and awake, {@link #attention} is false and a hand-over is the queue's alone. No wake-up
 * is lost: who hands over claims a place in the queue first and looks for attention then; a thread
 * says that it sleeps, or that there is one less, first and looks at the queue then. One of the two
 * sees the other.
 */
final class ThreadWorkers implements Workers {
  private final TaskHome home;
  private final PoolThreads factory;
  private final Runnable threadStart;
  private final TaskQueue queue;
  private final RoomSeekers seekers = new RoomSeekers();
  private final AtomicBoolean saidNoThread = new AtomicBoolean();
  final IdleThreads idle = new IdleThreads();
  private final ThreadCount threads = new ThreadCount();
  private final WorkerRunners runners = new WorkerRunners();
  private volatile int size;
  // False only while there are as many threads as there may be, none sleeps, and all is open.
  private volatile boolean attention = true;

  ThreadWorkers(TaskHome home, int size, int capacity, PoolThreads factory, Runnable threadStart) {
    this.home = home;
    this.size = size;
    this.queue = new TaskQueue(capacity);
    this.factory = factory;
    this.threadStart = threadStart;
  }

  @Override
  public Entry offer(Queued task) {
    if (attention) {
      return offerSlowly(task);
    }
    if (!queue.add(task)) {
      return isClosed() ? Entry.CLOSED : Entry.FULL;
    }
    return attention ? queued(task) : Entry.TAKEN;
  }

  private Entry offerSlowly(Queued task) {
    if (isClosed()) {
      return Entry.CLOSED;
    }
    // Not past those that wait.
    if (queue.isEmpty() && (idle.wake(task) || start(task))) {
      return Entry.TAKEN;
    }
    if (queue.add(task)) {
      return queued(task);
    }
    return start(task) ? Entry.TAKEN : isClosed() ? Entry.CLOSED : Entry.FULL;
  }

  /** It is in the queue: somebody must come to it. */
  private Entry queued(Queued task) {
    if (isClosed() && queue.remove(task)) {
      threads.lookAgain();
      return Entry.CLOSED;
    }
    boolean somebody = idle.wake(IdleThreads.LOOK) || start(null) || threads.get() > 0;
    // No thread, and none to be had.
    return somebody || !queue.remove(task) ? Entry.TAKEN : Entry.FULL;
  }

  @Override
  public Entry await(Supplier<Entry> attempt, long nanos) throws InterruptedException {
    return seekers.await(attempt, nanos);
  }

  @Override
  public Entry reserve() {
    return isClosed() ? Entry.CLOSED : queue.reserve() ? Entry.TAKEN : Entry.FULL;
  }

  @Override
  public void giveBack() {
    queue.giveBack();
    seekers.roomMade();
  }

  @Override
  public boolean enter(PoolTask<?> task) {
    if (isClosed()) {
      queue.giveBack();
      return false;
    }
    queue.addReserved(task);
    if (attention && queued(task) != Entry.TAKEN) {
      return false;
    }
    if (task.isDone()) {
      // Cancelled just before it came: nobody else takes it out.
      remove(task);
    }
    return true;
  }

  @Override
  public boolean remove(Queued task) {
    boolean removed = queue.remove(task);
    if (removed) {
      seekers.roomMade();
    }
    return removed;
  }

  @Override
  public @Nullable Queued swap(Queued last) {
    Queued first = queue.swap(last);
    if (first != null && attention && !idle.wake(IdleThreads.LOOK)) {
      // Others may be missing while this one has two.
      start(null);
    }
    return first;
  }

  /** What comes next for one of the threads; null when nothing waits. */
  @Nullable Queued poll() {
    Queued next = queue.poll();
    if (next != null) {
      seekers.roomMade();
    }
    return next;
  }

  /** Starts one more thread; false when there are enough, or none is to be had. */
  private boolean start(@Nullable Queued first) {
    if (!threads.add(size, first != null)) {
      return false;
    }
    try {
      factory.newThread(new Worker(this, first)).start();
    } catch (Throwable t) {
      // Above all no native thread left, an Error: those that live can do the work.
      ended();
      if (!saidNoThread.getAndSet(true)) {
        Log.warn(
            "offstage: pool '"
                + home.name()
                + "' got no thread, it has "
                + threads.get()
                + " of "
                + size,
            t);
      }
      return false;
    }
    look();
    return true;
  }

  /** Ends the attention if nothing needs it. */
  void look() {
    attention = false;
    if (isClosed() || threads.get() < size || !idle.isEmpty()) {
      attention = true;
      // Who handed over in between has seen none, and woke nobody.
      if (!queue.isEmpty()) {
        idle.wake(IdleThreads.LOOK);
      }
    }
  }

  /** A thread is about to sleep, unless something is in the queue or all is over. */
  boolean maySleep() {
    attention = true;
    return queue.isEmpty() && !isClosed();
  }

  boolean hasTooMany() {
    return threads.get() > size;
  }

  boolean isClosed() {
    return threads.isClosed();
  }

  Runner begin() {
    Runner runner = runners.add(home);
    threadStart.run();
    return runner;
  }

  /**
   * The current thread ends.
   *
   * @param unstarted what it was made for and did not come to
   */
  void end(@Nullable Runner runner, @Nullable Queued unstarted) {
    runners.remove(runner);
    if (unstarted != null) {
      queue.addPastBound(unstarted);
    }
    ended();
    // One that came when this one had looked for the last time.
    if (!queue.isEmpty()) {
      start(null);
    }
  }

  private void ended() {
    // In this order: who then sees no need for attention has not seen the thread gone.
    threads.remove();
    attention = true;
    seekers.roomMade();
  }

  @Override
  public int queued() {
    return queue.size();
  }

  @Override
  public int position(PoolTask<?> task) {
    return queue.position(task);
  }

  @Override
  public Iterable<Runner> runners() {
    return runners;
  }

  @Override
  public void resize(int newSize, int capacity) {
    size = newSize;
    queue.resize(capacity);
    attention = true;
    while (!queue.isEmpty() && start(null)) {
      // As many as there may be.
    }
    wakeAll();
    seekers.roomMade();
  }

  private void wakeAll() {
    while (idle.wake(IdleThreads.LOOK)) {
      // They look by themselves what there is to do.
    }
  }

  @Override
  public void close() {
    threads.close();
    attention = true;
    wakeAll();
    seekers.roomMade();
  }

  @Override
  public List<Queued> closeAndEmpty() {
    close();
    List<Queued> left = new ArrayList<>();
    for (Queued task = poll(); task != null; task = poll()) {
      left.add(task);
    }
    return left;
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    if (!threads.awaitNone(() -> queue.size() == 0, deadline)) {
      return false;
    }
    factory.join(deadline - System.nanoTime());
    return true;
  }
}
