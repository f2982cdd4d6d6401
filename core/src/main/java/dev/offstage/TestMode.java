package dev.offstage;

import dev.offstage.internal.pool.WorkersFactory;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.task.ManualClock;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.workers.InlineWorkers;
import dev.offstage.internal.workers.ManualWorkers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * For tests of code that hands work over: no threads, no waiting. From when it is made until {@link
 * #close()}, every pool of the application works this way, for all threads. Use only one at a time.
 *
 * <pre>{@code
 * try (TestMode tasks = TestMode.manual()) {
 *   shop.order("book");
 *   assertEquals("mail", tasks.queued().get(0).name());
 *   tasks.runNext();
 * }
 * }</pre>
 */
public final class TestMode implements AutoCloseable {
  private final ConcurrentLinkedDeque<ManualWorkers.Waiting> queue;
  private final ManualClock clock = new ManualClock();
  private final OffstageRuntime runtime;
  private final @Nullable OffstageRuntime previous;

  private TestMode(ConcurrentLinkedDeque<ManualWorkers.Waiting> queue, WorkersFactory workers) {
    this.queue = queue;
    this.runtime = OffstageRuntime.forTest(Settings.load(), workers, clock, null);
    this.previous = Runtimes.makeCurrent(runtime);
  }

  /** Every task runs at once, on the thread that hands it over. */
  public static TestMode inline() {
    return new TestMode(new ConcurrentLinkedDeque<>(), (pool, settings) -> new InlineWorkers());
  }

  /**
   * Every task waits until {@link #runNext()}, or until somebody waits for it without a limit, and
   * so runs it; queues are the real ones, as is what happens when they are full.
   */
  public static TestMode manual() {
    ConcurrentLinkedDeque<ManualWorkers.Waiting> queue = new ConcurrentLinkedDeque<>();
    return new TestMode(queue, (pool, settings) -> new ManualWorkers(queue, settings.queue()));
  }

  /**
   * The waiting tasks, in the order they were handed over; of a batch, only the one whose turn it
   * is.
   */
  public List<Task<?>> queued() {
    List<Task<?>> tasks = new ArrayList<>();
    for (ManualWorkers.Waiting waiting : queue) {
      Task<?> task = waiting.task();
      if (task != null) {
        tasks.add(task);
      }
    }
    return Collections.unmodifiableList(tasks);
  }

  /**
   * Runs the task whose turn it is on this thread: the one that has waited longest, unless a {@link
   * Priority} says otherwise. Whatever it throws is kept in the task.
   *
   * @return false if none is waiting
   */
  public boolean runNext() {
    ManualWorkers.Waiting next;
    do {
      next = ManualWorkers.next(queue);
      // A batch whose items have all run or been cancelled has nothing left to do.
    } while (next != null && next.task() == null);
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  /**
   * Runs the waiting tasks, and those that they hand over, until none is left.
   *
   * @return how many ran
   */
  public int runAll() {
    int count = 0;
    while (runNext()) {
      count++;
    }
    return count;
  }

  /**
   * Lets so much time pass for the tasks: delays, retries and timeouts that are due meanwhile
   * happen now, in order. Otherwise time stands still.
   *
   * @param time 0 or more
   */
  public void advance(Duration time) {
    Durations.check("time", time, Duration.ZERO, Duration.ofDays(36_600));
    clock.advance(time);
  }

  /** Sets the time of day; no time passes. */
  void setClock(Instant timeOfDay) {
    clock.set(timeOfDay);
  }

  /** Cancels whatever still waits and gives the application its pools back. */
  @Override
  public void close() {
    // Those that are held back, too, in front of the queue: nobody lets them go any more.
    for (PoolTask<?> task : runtime.accepted()) {
      if (task.status() == Task.Status.QUEUED) {
        task.cancel();
      }
    }
    for (ManualWorkers.Waiting next = queue.poll(); next != null; next = queue.poll()) {
      for (PoolTask<?> task = next.task(); task != null && task.cancel(); task = next.task()) {
        // For a batch, item by item: running the cancelled one makes it the next one's turn.
        next.run();
      }
    }
    runtime.drain();
    Runtimes.restore(previous);
  }
}
