package dev.offstage.durable.log;

import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Stands for SLF4J's interface of that name, with the methods that the engine calls; the build
 * fails if one is missing. Thread-safe.
 *
 * <p>An error of the engine is a warning for who operates the webapp: it goes on by itself.
 */
public interface Logger {
  /** The name of the class that logs. */
  String getName();

  /**
   * Writes a line.
   *
   * @param format has <code>{}</code> for each argument
   */
  void log(Level level, String format, @Nullable Object... arguments);

  boolean isDebugEnabled();

  default void trace(String message) {
    log(Level.FINEST, message);
  }

  default void trace(String format, @Nullable Object one) {
    log(Level.FINEST, format, one);
  }

  default void trace(String format, @Nullable Object one, @Nullable Object two) {
    log(Level.FINEST, format, one, two);
  }

  default void trace(String format, @Nullable Object... arguments) {
    log(Level.FINEST, format, arguments);
  }

  default void debug(String message) {
    log(Level.FINER, message);
  }

  default void debug(String format, @Nullable Object one) {
    log(Level.FINER, format, one);
  }

  default void debug(String format, @Nullable Object one, @Nullable Object two) {
    log(Level.FINER, format, one, two);
  }

  default void debug(String format, @Nullable Object... arguments) {
    log(Level.FINER, format, arguments);
  }

  default void debug(String message, @Nullable Throwable cause) {
    log(Level.FINER, message, cause);
  }

  default void info(String message) {
    log(Level.FINE, message);
  }

  default void info(String format, @Nullable Object one) {
    log(Level.FINE, format, one);
  }

  default void info(String format, @Nullable Object one, @Nullable Object two) {
    log(Level.FINE, format, one, two);
  }

  default void info(String format, @Nullable Object... arguments) {
    log(Level.FINE, format, arguments);
  }

  default void warn(String message) {
    log(Level.WARNING, message);
  }

  default void warn(String format, @Nullable Object one) {
    log(Level.WARNING, format, one);
  }

  default void warn(String format, @Nullable Object one, @Nullable Object two) {
    log(Level.WARNING, format, one, two);
  }

  default void warn(String format, @Nullable Object... arguments) {
    log(Level.WARNING, format, arguments);
  }

  default void warn(String message, @Nullable Throwable cause) {
    log(Level.WARNING, message, cause);
  }

  default void error(String message) {
    log(Level.WARNING, message);
  }

  default void error(String format, @Nullable Object one) {
    log(Level.WARNING, format, one);
  }

  default void error(String format, @Nullable Object one, @Nullable Object two) {
    log(Level.WARNING, format, one, two);
  }

  default void error(String format, @Nullable Object... arguments) {
    log(Level.WARNING, format, arguments);
  }

  default void error(String message, @Nullable Throwable cause) {
    log(Level.WARNING, message, cause);
  }
}
