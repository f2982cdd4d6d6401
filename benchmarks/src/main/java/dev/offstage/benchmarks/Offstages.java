package dev.offstage.benchmarks;

/** Whether a JVM is as the benchmarks need it. */
final class Offstages {
  private Offstages() {}

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
