package dev.offstage.internal.workers;

import dev.offstage.internal.task.Queued;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The sleeping threads of a pool, the most recent on top: a pool with little work keeps a few
 * threads warm and lets the others end. A Treiber stack; each sleep pushes a new entry, so there is
 * no ABA problem. Whoever changes an entry from empty, the sleeper itself or a waker, decides what
 * happens to it.
 */
final class IdleThreads {
  /** Mail for a sleeper that should look at the queue. */
  static final Object LOOK = new Object();

  private static final Object AWAKE = new Object();

  /** A sleeping thread: empty until it wakes up by itself or is woken. */
  static final class Sleeper extends AtomicReference<@Nullable Object> {
    private static final long serialVersionUID = 1L;
    private final Thread thread = Thread.currentThread();
    private @Nullable Sleeper next;

    /** Called by the sleeper as it gets up: the mail that a waker left, or null. */
    @Nullable Object wakeUp() {
      return getAndSet(AWAKE);
    }
  }

  private final AtomicReference<@Nullable Sleeper> top = new AtomicReference<>();

  /** Announces that the current thread is about to sleep. */
  Sleeper add() {
    Sleeper self = new Sleeper();
    Sleeper below;
    do {
      below = top.get();
      self.next = below;
    } while (!top.compareAndSet(below, self));
    return self;
  }

  /** Wakes the most recent sleeper and hands it this; false if none sleeps. */
  boolean wake(Object mail) {
    for (Sleeper last = top.get(); last != null; last = top.get()) {
      if (top.compareAndSet(last, last.next) && last.compareAndSet(null, mail)) {
        LockSupport.unpark(last.thread);
        return true;
      }
    }
    return false;
  }

  /** Lets each look for itself. */
  void wakeAll() {
    while (wake(LOOK)) {
      // One more.
    }
  }

  /** Whether none sleeps. Drops entries of threads that got up by themselves. */
  boolean isEmpty() {
    for (Sleeper last = top.get(); last != null; last = top.get()) {
      if (last.get() == null) {
        return false;
      }
      top.compareAndSet(last, last.next);
    }
    return true;
  }

  static @Nullable Queued taskIn(@Nullable Object mail) {
    return mail instanceof Queued ? (Queued) mail : null;
  }
}
