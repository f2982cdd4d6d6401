package dev.offstage.internal;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one logger, {@code dev.offstage}; a logger that itself fails never breaks the work. */
public final class Log {
  private static final Logger LOGGER = Logger.getLogger("dev.offstage");

  private Log() {}

  public static void info(String message) {
    log(Level.INFO, message, null);
  }

  public static void warn(String message) {
    log(Level.WARNING, message, null);
  }

  public static void warn(String message, @Nullable Throwable cause) {
    log(Level.WARNING, message, cause);
  }

  // Not logp with a caller: the message says where it comes from.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void log(Level level, String message, @Nullable Throwable cause) {
    try {
      LOGGER.log(level, message, cause);
    } catch (RuntimeException | LinkageError e) {
      System.err.println(
          "[offstage] " + level + " " + message + " (and the logger threw " + e + ")");
    }
  }
}
