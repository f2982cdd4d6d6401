package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The queue of the default pool, past the pool. Loaded only by benchmarks that fill it. */
final class DefaultQueue {
  // By a handle: reflection would make an array for each call.
  private static final Object WORKERS = field(field(Offstage.pool(), "home"), "workers");
  private static final MethodHandle POLL = poll();

  private DefaultQueue() {}

  /**
   * Takes everything out of it without running it, which would allocate, too.
   *
   * @return how many tasks there were
   */
  static int empty() {
    try {
      int count = 0;
      while (POLL.invoke(WORKERS) != null) {
        count++;
      }
      return count;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle poll() {
    try {
      Method poll = WORKERS.getClass().getDeclaredMethod("poll");
      poll.setAccessible(true);
      return MethodHandles.lookup().unreflect(poll);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object field(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
