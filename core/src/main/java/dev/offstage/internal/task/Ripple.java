package dev.offstage.internal.task;

import dev.offstage.internal.context.StaysOnThread;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Does what the end of a task sets off: the end of others, perhaps, and so on. One after the other,
 * so that a chain may be of any length; but at once where a thread has begun to run another task
 * meanwhile, which may wait for it.
 */
@SuppressWarnings("ReferenceEquality") // in the very same task
final class Ripple {
  private static final StaysOnThread<@Nullable Ripple> CURRENT = new StaysOnThread<>();

  private final @Nullable PoolTask<?> inside;
  private final Deque<Runnable> next = new ArrayDeque<>();

  private Ripple(@Nullable PoolTask<?> inside) {
    this.inside = inside;
  }

  /** Does it, now or when this thread has done what it is doing here. Never throws. */
  static void run(Runnable action) {
    PoolTask<?> inside = PoolTask.current();
    Ripple outer = CURRENT.get();
    if (outer != null && outer.inside == inside) {
      outer.next.add(action);
      return;
    }
    Ripple own = new Ripple(inside);
    CURRENT.set(own);
    try {
      for (Runnable each = action; each != null; each = own.next.poll()) {
        runOne(each);
      }
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  private static void runOne(Runnable action) {
    try {
      action.run();
    } catch (Throwable t) {
      // Every Throwable: the others are to hear of the end all the same.
      EndingTask.say("offstage: a task that follows another one may not have started", t);
    }
  }
}
