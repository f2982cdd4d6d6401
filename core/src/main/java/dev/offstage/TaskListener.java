package dev.offstage;

/**
 * Hears what happens to tasks: the one hook for logs, metrics and the console.
 *
 * <p>Called on the thread on which the event happens, so implementations must be thread-safe and
 * quick. The events of one task come from different threads: {@link #queued} may arrive after
 * {@link #started}. Whatever a listener throws is logged and changes nothing.
 */
public interface TaskListener {
  /** The task was accepted. */
  default void queued(Task<?> task) {}

  /** A thread took the task and is about to run its work. */
  default void started(Task<?> task) {}

  /** The work returned. */
  default void succeeded(Task<?> task) {}

  /** The work threw {@code error}. */
  default void failed(Task<?> task, Throwable error) {}

  /** The task was cancelled, before it started or while it ran. */
  default void cancelled(Task<?> task) {}

  /** The task never got in: its pool was full or closed. */
  default void rejected(Task<?> task) {}
}
