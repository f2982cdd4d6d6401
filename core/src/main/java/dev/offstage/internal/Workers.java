package dev.offstage.internal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads and the queue of one pool. Thread-safe. */
public interface Workers {
  /** Takes the task, or returns false: no room, or closed. */
  boolean offer(PoolTask<?> task);

  /** Takes the task as soon as there is room, but waits no longer than {@code wait}. */
  boolean offer(PoolTask<?> task, Duration wait) throws InterruptedException;

  /** Takes the task out of the queue; false when it is not in there any more. */
  boolean remove(PoolTask<?> task);

  /** Takes the task out of the queue that waits longest; null when none does. */
  default @Nullable PoolTask<?> poll() {
    return null;
  }

  /** Whether {@link #offer(PoolTask)} runs the task itself. */
  default boolean areInline() {
    return false;
  }

  /** How many tasks wait now. */
  int queued();

  /** The place of a waiting task, from 1 up; 0 when it does not wait. Looks through the queue. */
  default int position(PoolTask<?> task) {
    return 0;
  }

  /** The place of an object in a queue, from 1 up; 0 when it is not in there. */
  static int positionIn(Iterable<?> queue, Object wanted) {
    int position = 0;
    for (Object each : queue) {
      position++;
      if (each == wanted) {
        return position;
      }
    }
    return 0;
  }

  /** Takes no more tasks; what is queued still runs. */
  void close();

  /** Takes no more tasks and gives the queued ones back; what runs goes on. */
  List<PoolTask<?>> closeAndEmpty();

  /** Waits until closed workers have nothing left to do; false when the time was not enough. */
  boolean awaitEnd(long nanos) throws InterruptedException;
}
