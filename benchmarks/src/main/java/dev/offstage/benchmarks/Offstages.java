package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** What the benchmarks need to know of Offstage's inside. */
final class Offstages {
  private Offstages() {}

  /**
   * Takes everything out of the queue of the default pool, past the pool and without running it,
   * which would allocate, too.
   *
   * @return how many tasks there were
   */
  static int emptyDefaultPool() {
    Object workers = field(field(Offstage.pool(), "home"), "workers");
    try {
      Method poll = workers.getClass().getDeclaredMethod("poll");
      poll.setAccessible(true);
      int count = 0;
      while (poll.invoke(workers) != null) {
        count++;
      }
      return count;
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
