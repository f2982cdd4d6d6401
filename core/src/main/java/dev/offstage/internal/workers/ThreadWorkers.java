package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import dev.offstage.internal.text.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final int CLOSED = 1 << 30;

  private final TaskHome home;
  private final PoolThreads factory;
  private final Runnable threadStart;
  private final TaskQueue queue;
  private final RoomSeekers seekers = new RoomSeekers();
  private final Object end = new Object();
  private final AtomicBoolean saidNoThread = new AtomicBoolean();
  final IdleThreads idle = new IdleThreads();
  // How many threads there are, and whether this is closed: no thread starts for a task after that.
  private final AtomicInteger threads = new AtomicInteger();
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
      tellEnd();
      return Entry.CLOSED;
    }
    boolean somebody = idle.wake(IdleThreads.LOOK) || start(null) || count() > 0;
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
    int now;
    do {
      now = threads.get();
      boolean late = first != null && (now & CLOSED) != 0;
      if ((now & ~CLOSED) >= size || late) {
        return false;
      }
    } while (!threads.compareAndSet(now, now + 1));
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
                + (now & ~CLOSED)
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
    if (isClosed() || count() < size || !idle.isEmpty()) {
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
    return count() > size;
  }

  boolean isClosed() {
    return (threads.get() & CLOSED) != 0;
  }

  private int count() {
    return threads.get() & ~CLOSED;
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
    threads.decrementAndGet();
    attention = true;
    if (count() == 0) {
      tellEnd();
    }
    seekers.roomMade();
  }

  private void tellEnd() {
    synchronized (end) {
      end.notifyAll();
    }
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
    threads.getAndUpdate(now -> now | CLOSED);
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
    synchronized (end) {
      while (count() > 0 || queue.size() > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(end, Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
    }
    factory.join(deadline - System.nanoTime());
    return true;
  }
}
