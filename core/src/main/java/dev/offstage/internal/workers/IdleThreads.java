package dev.offstage.internal.workers;

import dev.offstage.internal.task.Queued;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a pool that have nothing to do, the last one on top: a pool with little work keeps
 * few threads warm and lets the others end. Lock-free (Treiber's stack; each sleep has a new entry,
 * so none comes twice).
 */
final class IdleThreads {
  /** What a sleeper finds that is only to look at the queue. */
  static final Object LOOK = new Object();

  private static final Object AWAKE = new Object();

  /** One thread that sleeps: empty until it is woken, by itself or by another. */
  static final class Sleeper extends AtomicReference<@Nullable Object> {
    private static final long serialVersionUID = 1L;
    private final Thread thread = Thread.currentThread();
    private @Nullable Sleeper next;

    /** Wakes up by itself; returns what somebody has given it before, or null. */
    @Nullable Object wakeUp() {
      return getAndSet(AWAKE);
    }
  }

  private final AtomicReference<@Nullable Sleeper> top = new AtomicReference<>();

  /** Says that the current thread is about to sleep. */
  Sleeper add() {
    Sleeper self = new Sleeper();
    Sleeper below;
    do {
      below = top.get();
      self.next = below;
    } while (!top.compareAndSet(below, self));
    return self;
  }

  /** Wakes the last one with this; false when none sleeps. */
  boolean wake(Object mail) {
    for (Sleeper last = top.get(); last != null; last = top.get()) {
      if (top.compareAndSet(last, last.next) && last.compareAndSet(null, mail)) {
        LockSupport.unpark(last.thread);
        return true;
      }
    }
    return false;
  }

  /** Whether none sleeps; entries of those that woke up by themselves go. */
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
