package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import java.lang.reflect.Field;
import java.util.concurrent.ThreadPoolExecutor;

/** What the benchmarks need to know of Offstage's inside. */
final class Offstages {
  private Offstages() {}

  /** The default pool's executor, found by reflection: a queue is to be emptied past the pool. */
  static ThreadPoolExecutor executorOfDefaultPool() {
    Pool pool = Offstage.pool();
    return (ThreadPoolExecutor) field(field(pool, "workers"), "executor");
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
