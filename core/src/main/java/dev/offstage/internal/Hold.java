package dev.offstage.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps an accepted task from starting until a response is out, without a thread that waits: the
 * task has its place in the queue, and a worker that comes to it too early goes on to the next one.
 *
 * <p>The race of worker and response: whoever comes second sees the other's mark. Either the
 * response is out and the worker runs the task, or the worker was first and {@link #open()} tells
 * the other side to hand the task over again.
 */
final class Hold {
  private static final int CLOSED = 0;
  private static final int PASSED_BY = 1;
  private static final int OPEN = 2;

  private final AtomicInteger state = new AtomicInteger(CLOSED);
  private volatile boolean accepted;

  /** The pool has taken the task: from here on it is the drain's to lose. */
  void accept() {
    accepted = true;
  }

  boolean isAccepted() {
    return accepted;
  }

  /** Asked by a worker; false: leave the task, it will come again. */
  boolean mayStart() {
    return !state.compareAndSet(CLOSED, PASSED_BY);
  }

  /** The response is out; true: a worker has been here already. */
  boolean open() {
    return state.getAndSet(OPEN) == PASSED_BY;
  }
}
