package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** What the benchmarks need to know of Offstage's inside. */
final class Offstages {
  // By a handle: reflection would make an array for each call.
  private static final Object WORKERS = field(field(Offstage.pool(), "home"), "workers");
  private static final MethodHandle POLL = poll();

  private Offstages() {}

  /**
   * Takes everything out of the queue of the default pool, past the pool and without running it,
   * which would allocate, too.
   *
   * @return how many tasks there were
   */
  static int emptyDefaultPool() {
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

  /** Stops what would be measured wrongly. */
  static void checkSetUp() {
    if (System.getProperty("dev.offstage.agent.version") == null) {
      throw new IllegalStateException("the Offstage agent is not there");
    }
    for (String library :
        new String[] {
          "org.slf4j.MDC",
          "org.apache.logging.log4j.ThreadContext",
          "org.apache.log4j.MDC",
          "io.micrometer.context.ContextSnapshotFactory"
        }) {
      if (Offstages.class.getClassLoader().getResource(library.replace('.', '/') + ".class")
          != null) {
        throw new IllegalStateException("tasks would carry " + library);
      }
    }
  }
}
