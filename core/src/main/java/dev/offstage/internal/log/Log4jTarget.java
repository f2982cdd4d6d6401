package dev.offstage.internal.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.spi.LoggerContext;
import org.jspecify.annotations.Nullable;

/** Log4j 2. */
final class Log4jTarget implements LogTarget {
  private static final String CORE = "org.apache.logging.log4j.core.impl.Log4jContextFactory";

  private final LoggerContext context;

  private Log4jTarget(LoggerContext context) {
    this.context = context;
  }

  /** Null if its API passes lines on to something else than its core. */
  static @Nullable LogTarget find() {
    if (!LogManager.getFactory().getClass().getName().equals(CORE)) {
      return null;
    }
    return new Log4jTarget(LogManager.getContext(LogTarget.class.getClassLoader(), false));
  }

  @Override
  public void write(Line line, StackTraceElement from, String boundary) {
    context
        .getLogger(line.logger)
        .logIfEnabled(
            boundary,
            line.warning ? Level.WARN : Level.INFO,
            null,
            line.withoutLookups(),
            line.cause);
  }

  @Override
  public boolean takesWarnings(String logger) {
    return context.getLogger(logger).isWarnEnabled();
  }

  /** Its own hook may be first. */
  @Override
  public boolean outlivesShutdown(String logger) {
    return false;
  }

  @Override
  public String toString() {
    return "Log4j 2";
  }
}
