package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import dev.offstage.internal.text.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workers with threads of their own: the pool grows before it queues, and its threads end after a
 * while without work.
 *
 * <p>A task goes to a sleeping thread, or else to a new one, or else into the queue. While all
 * threads exist and are awake, {@link #attention} is false and a hand-over touches only the queue.
 * No wake-up is lost: a submitter adds to the queue and then reads the flag; who sleeps, ends or
 * clears it, sets the flag and then looks at the queue. One of the two sees the other.
 */
final class ThreadWorkers implements Workers {
  final TaskHome home;
  private final PoolThreads factory;
  private final Runnable threadStart;
  private final LeveledQueue queue;
  private final RoomSeekers seekers = new RoomSeekers();
  private final AtomicBoolean saidNoThread = new AtomicBoolean();
  final IdleThreads idle = new IdleThreads();
  private final ThreadCount threads = new ThreadCount();
  private final WorkerRunners runners = new WorkerRunners();
  private volatile int size;
  // False only while the pool is open, has all its threads, and none of them sleeps.
  private volatile boolean attention = true;

  ThreadWorkers(TaskHome home, int size, int capacity, PoolThreads factory, Runnable threadStart) {
    this.home = home;
    this.size = size;
    this.queue = new LeveledQueue(capacity);
    this.factory = factory;
    this.threadStart = threadStart;
  }

  @Override
  public Entry offer(Queued task) {
    StackRoom.ask();
    // Both: a thread's look() may hide the close from the flag for a moment.
    if (attention || isClosed()) {
      return offerSlowly(task);
    }
    if (!queue.add(task)) {
      return isClosed() ? Entry.CLOSED : Entry.FULL;
    }
    return attention || isClosed() ? queued(task) : Entry.TAKEN;
  }

  private Entry offerSlowly(Queued task) {
    StackRoom.askForCalls();
    if (isClosed()) {
      return Entry.CLOSED;
    }
    // Only if nothing waits: no task overtakes the queue.
    if (queue.isEmpty() && (idle.wake(task) || start(task))) {
      return Entry.TAKEN;
    }
    if (queue.add(task)) {
      return queued(task);
    }
    return start(task) ? Entry.TAKEN : isClosed() ? Entry.CLOSED : Entry.FULL;
  }

  /** The task is in the queue: make sure that a thread comes to it. */
  private Entry queued(Queued task) {
    if (isClosed() && queue.remove(task)) {
      threads.lookAgain();
      return Entry.CLOSED;
    }
    boolean somebody = idle.wake(IdleThreads.LOOK) || start(null) || threads.get() > 0;
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
  public void reservePastBound() {
    queue.reservePastBound();
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
      // Cancelled just before it was added, so the cancellation did not find it.
      remove(task);
    }
    return true;
  }

  @Override
  public boolean remove(Queued task) {
    StackRoom.askForCalls();
    boolean removed = queue.remove(task);
    if (removed) {
      seekers.roomMade();
    }
    return removed;
  }

  @Override
  public @Nullable Queued swap(Queued last) {
    if (queue.isEmpty()) {
      return null;
    }
    Queued first = queue.swap(last);
    seekers.roomMade();
    if (first != null && attention && !idle.wake(IdleThreads.LOOK)) {
      start(null);
    }
    return first;
  }

  /** The next task for one of the threads; null if none waits. */
  @Nullable Queued poll() {
    Queued next = queue.poll();
    seekers.roomMade();
    return next;
  }

  /** Starts one more thread, or several; false if there are enough, or none can be started. */
  private boolean start(@Nullable Queued first) {
    if (!startOne(first)) {
      return false;
    }
    look();
    return true;
  }

  private boolean startOne(@Nullable Queued first) {
    if (!threads.add(size, first != null)) {
      return false;
    }
    try {
      factory.start(new Worker(this, first));
    } catch (Throwable t) {
      // Typically an Error, because no native thread is left: the living threads do the work.
      threads.remove();
      attention = true;
      if (!saidNoThread.getAndSet(true)) {
        String has = "' got no thread, it has " + threads.get() + " of " + size;
        Log.warn("offstage: pool '" + home.name() + has, t);
      }
      return false;
    }
    return true;
  }

  /** Clears the attention flag, unless there is a reason for it. */
  void look() {
    while (!clearAttention() && startOne(null)) {
      // Each serves what waits.
    }
  }

  /** False if something waits that a submitter has woken nobody for, and nobody sleeps. */
  private boolean clearAttention() {
    attention = false;
    if (!isClosed() && threads.get() >= size && idle.isEmpty()) {
      return true;
    }
    attention = true;
    // A submitter may have read the flag in between, and woken nobody.
    return queue.isEmpty() || idle.wake(IdleThreads.LOOK);
  }

  /** Called by a thread that is about to sleep; false if there is work, or the pool is closed. */
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
    runner.ready();
    return runner;
  }

  /**
   * The current thread ends.
   *
   * @param unstarted the task it was started for, if it did not get to it
   */
  void end(@Nullable Runner runner, @Nullable Queued unstarted) {
    try {
      runners.remove(runner);
      if (unstarted != null) {
        queue.addPastBound(unstarted);
      }
    } finally {
      // In this order: a look() that has missed the missing thread is overruled by the flag.
      threads.remove();
      attention = true;
      seekers.roomMade();
      // A task that was added after this thread's last look.
      if (!queue.isEmpty()) {
        start(null);
      }
    }
  }

  @Override
  public int queued() {
    return queue.size();
  }

  @Override
  public void forEachQueued(Consumer<Queued> each) {
    queue.forEach(each);
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
      // Each serves what waits.
    }
    idle.wakeAll();
    seekers.roomMade();
  }

  @Override
  public void close() {
    threads.close();
    attention = true;
    idle.wakeAll();
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
