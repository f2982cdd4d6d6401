package dev.offstage.internal.log;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The JDK's {@code java.util.logging}: the server's log. */
public final class JulTarget implements LogTarget {
  // The JDK keeps loggers, with their levels, only as others do.
  private final Logger[] kept;

  public JulTarget(String... loggers) {
    kept = new Logger[loggers.length];
    for (int i = 0; i < loggers.length; i++) {
      kept[i] = Logger.getLogger(loggers[i]);
    }
  }

  private Logger get(String name) {
    for (Logger logger : kept) {
      if (name.equals(logger.getName())) {
        return logger;
      }
    }
    return Logger.getLogger(name);
  }

  @Override
  public void write(Line line, StackTraceElement from, String boundary) {
    Level level = line.warning ? Level.WARNING : Level.INFO;
    get(line.logger)
        .logp(level, from.getClassName(), from.getMethodName(), line.message, line.cause);
  }

  @Override
  public boolean takesWarnings(String logger) {
    return get(logger).isLoggable(Level.WARNING);
  }

  /**
   * The JDK removes all handlers as soon as the JVM begins to stop, just when a drain has most to
   * say; so does Open Liberty's logging. If another library behind it needs no handlers, a line
   * appears twice.
   */
  @Override
  public boolean outlivesShutdown(String logger) {
    for (Logger one = get(logger); one != null; one = one.getParent()) {
      if (one.getHandlers().length > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "java.util.logging";
  }
}
