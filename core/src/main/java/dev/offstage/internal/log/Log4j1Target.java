package dev.offstage.internal.log;

import org.apache.log4j.Category;
import org.apache.log4j.Level;
import org.apache.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/** Log4j 1, and reload4j. */
final class Log4j1Target implements LogTarget {
  private Log4j1Target() {}

  /** Null if it is not configured for lines of this logger: then it would drop them. */
  static @Nullable LogTarget find(String logger) {
    for (Category one = LogManager.getLogger(logger); one != null; one = one.getParent()) {
      if (one.getAllAppenders().hasMoreElements()) {
        return new Log4j1Target();
      }
    }
    return null;
  }

  @Override
  public void write(Line line, StackTraceElement from, String boundary) {
    Level level = line.warning ? Level.WARN : Level.INFO;
    LogManager.getLogger(line.logger).log(boundary, level, line.message, line.cause);
  }

  @Override
  public boolean takesWarnings(String logger) {
    return LogManager.getLogger(logger).isEnabledFor(Level.WARN);
  }

  @Override
  public boolean outlivesShutdown(String logger) {
    return true;
  }

  @Override
  public String toString() {
    return "Log4j 1";
  }
}
