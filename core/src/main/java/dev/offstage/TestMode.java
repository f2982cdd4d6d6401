package dev.offstage;

import dev.offstage.internal.InlineWorkers;
import dev.offstage.internal.ManualWorkers;
import dev.offstage.internal.OffstageRuntime;
import dev.offstage.internal.PoolTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * For tests of code that hands work over: no threads, no waiting. From its start until {@link
 * #close()} every pool of the application works in this way, for all threads; one at a time.
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
  private final ConcurrentLinkedDeque<PoolTask<?>> queue;
  private final OffstageRuntime runtime;
  private final @Nullable OffstageRuntime previous;

  private TestMode(
      ConcurrentLinkedDeque<PoolTask<?>> queue, OffstageRuntime.WorkersFactory workers) {
    this.queue = queue;
    this.runtime = OffstageRuntime.forTest(Settings.load(), workers);
    this.previous = runtime.makeCurrent();
  }

  /** Every task runs at once, on the thread that hands it over. */
  public static TestMode inline() {
    return new TestMode(new ConcurrentLinkedDeque<>(), (pool, settings) -> new InlineWorkers());
  }

  /**
   * Every task waits until {@link #runNext()}; queues and what they do when full are the real ones.
   */
  public static TestMode manual() {
    ConcurrentLinkedDeque<PoolTask<?>> queue = new ConcurrentLinkedDeque<>();
    return new TestMode(
        queue, (pool, settings) -> new ManualWorkers(queue, pool, settings.queue()));
  }

  /** The tasks that wait, in the order of their hand-over. */
  public List<Task<?>> queued() {
    return Collections.unmodifiableList(new ArrayList<>(queue));
  }

  /**
   * Runs the task that waits longest, on this thread. What it throws is in the task.
   *
   * @return false if none waits
   */
  public boolean runNext() {
    PoolTask<?> task = queue.poll();
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }

  /**
   * Runs the tasks that wait, and those that they hand over, until none waits.
   *
   * @return how many have run
   */
  public int runAll() {
    int count = 0;
    while (runNext()) {
      count++;
    }
    return count;
  }

  /** Cancels what still waits and gives the application its pools back. */
  @Override
  public void close() {
    for (PoolTask<?> task = queue.poll(); task != null; task = queue.poll()) {
      task.cancel(false);
      // Runs nothing any more, but a batch now hands its next task over.
      task.run();
    }
    runtime.drain();
    OffstageRuntime.restore(previous);
  }
}
