package dev.offstage.internal.text;

import dev.offstage.internal.jvm.StackRoom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one logger, {@code dev.offstage}: each message is one line, and a logger that itself fails
 * never breaks the work.
 */
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
  private static void log(Level level, String text, @Nullable Throwable cause) {
    try {
      StackRoom.askForLogger();
      String message = OneLine.of(text);
      try {
        LOGGER.log(level, message, cause);
        if (!hasHandler() && isJvmStopping()) {
          System.err.println("[offstage] " + level + " " + message);
        }
      } catch (Throwable t) {
        System.err.println(
            "[offstage] " + level + " " + message + " (and the logger threw " + t + ")");
      }
    } catch (Throwable t) {
      // Every Throwable, twice: an appender may throw an Error, printing that may throw one too, or
      // the stack may be full. The work that wants to log goes on.
    }
  }

  private static boolean hasHandler() {
    for (Logger logger = LOGGER; logger != null; logger = logger.getParent()) {
      if (logger.getHandlers().length > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The JDK removes all handlers as soon as the JVM begins to stop, just when a drain has most to
   * say; so does Open Liberty's logging. If another logging library needs no handlers, a line
   * appears twice.
   */
  private static boolean isJvmStopping() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread(() -> {}, "offstage-probe"));
      return false;
    } catch (IllegalStateException e) {
      return true;
    } catch (SecurityException e) {
      // Not to be known.
      return false;
    }
  }
}
