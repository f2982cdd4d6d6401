package dev.offstage;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one {@link Pool#results}, each as soon as it has ended, as with Python's {@code
 * imap_unordered} and {@code as_completed}. No more than a bounded number of items is handed over
 * ahead of what has been taken, so the input may be of any length, or without an end.
 *
 * <pre>{@code
 * try (Results<Path> done = pool.results(photos, this::thumbnail)) {
 *   for (Task<Path> each : done) {
 *     gallery.add(each.join()); // throws what went wrong with this one
 *   }
 * }
 * }</pre>
 *
 * <p>Not thread-safe: the results are taken by one thread at a time. That thread reads the input,
 * too, and hands the items over as whoever asked for the results.
 *
 * @param <R> the results
 */
public interface Results<R extends @Nullable Object> extends Iterable<Task<R>>, AutoCloseable {
  /**
   * Gives the tasks in the order of the items, as Python's {@code imap} does: one that has ended
   * waits for those before it.
   *
   * @return this
   * @throws IllegalStateException if the first one has been asked for already
   */
  Results<R> inOrder();

  /**
   * How many tasks there are at most that have not been taken yet: running, queued or ended. If not
   * set, twice the size of the pool.
   *
   * @param tasks 1 to 1,000,000
   * @return this
   * @throws IllegalArgumentException if the number is out of range
   * @throws IllegalStateException if the first one has been asked for already
   */
  Results<R> ahead(int tasks);

  /**
   * The tasks, each of which has ended: {@link Task#join()} returns its result or throws.
   *
   * <p>{@code hasNext} and {@code next} hand items over. While there is no room in the pool they
   * wait for a task of their own; if there is none, the pool does what its policy is, so they may
   * throw {@link PoolFullException} or {@link PoolClosedException}. If their thread is interrupted
   * while it waits, they throw a {@link java.util.concurrent.CancellationException}, and it stays
   * interrupted. When called from a task of the same pool, the waiting thread does a share of the
   * work.
   *
   * @throws IllegalStateException if called a second time
   */
  @Override
  Iterator<Task<R>> iterator();

  /**
   * The same as a stream. Closing it closes the results.
   *
   * @throws IllegalStateException if {@link #iterator()} was called before
   */
  Stream<Task<R>> stream();

  /**
   * Cancels, and interrupts, what has not ended, and takes no more of the input. Does nothing the
   * second time, nor when all have ended.
   */
  @Override
  void close();
}
