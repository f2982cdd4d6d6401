package dev.offstage;

import org.jspecify.annotations.Nullable;

/**
 * A task that has its place in the pool and starts when it is told to, such as after a commit that
 * Offstage cannot see. Thread-safe; of {@link #start()} and {@link #cancel()} the first one counts.
 *
 * <pre>{@code
 * Prepared<Void> mail = Offstage.task(() -> send(order)).prepare();
 * try {
 *   connection.commit();
 *   mail.start();
 * } finally {
 *   mail.cancel(); // does nothing after start()
 * }
 * }</pre>
 *
 * @param <T> what the work returns
 */
public interface Prepared<T extends @Nullable Object> {
  /** The task, queued until one of the two is called. */
  Task<T> task();

  /** Lets it start. */
  Task<T> start();

  /**
   * Lets it never start; it is cancelled.
   *
   * @return false if it has been started, or has ended
   */
  boolean cancel();
}
