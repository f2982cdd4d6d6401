package dev.offstage.internal.text;

import dev.offstage.internal.jvm.StackRoom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs below {@code dev.offstage}, to a logger for each part that a reader knows by name: {@code
 * .pool}, {@code .respond} and {@code .agent}. Each message is one line, and a logger that itself
 * fails never breaks the work.
 */
public final class Log {
  private static final String NAME = "dev.offstage";

  // All of them here: java.util.logging keeps loggers, with their levels, only as others do.
  private static final Logger LOGGER = Logger.getLogger(NAME);
  private static final Logger POOL = Logger.getLogger(NAME + ".pool");
  private static final Logger RESPOND = Logger.getLogger(NAME + ".respond");
  private static final Logger AGENT = Logger.getLogger(NAME + ".agent");

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

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void log(Level level, String text, @Nullable Throwable cause) {
    try {
      StackRoom.askForLogger();
      String message = OneLine.of(text);
      try {
        StackTraceElement caller = caller();
        Logger logger = of(caller.getClassName());
        logger.logp(level, caller.getClassName(), caller.getMethodName(), message, cause);
        if (!hasHandler(logger) && isJvmStopping()) {
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

  /** Whoever called this class; a logger would find only this class itself. */
  private static StackTraceElement caller() {
    StackTraceElement[] stack = new Throwable().getStackTrace();
    int at = 0;
    while (at < stack.length - 1 && stack[at].getClassName().equals(Log.class.getName())) {
      at++;
    }
    return stack[at];
  }

  /** The logger of the room that the class is in. */
  private static Logger of(String caller) {
    if (caller.contains(".respond.")) {
      return RESPOND;
    }
    if (caller.contains(".internal.agent.") || caller.contains(".lifecycle.MissingAgent")) {
      return AGENT;
    }
    return caller.matches(".*\\.internal\\.(task|gate|workers|pool)\\..*") || isEnd(caller)
        ? POOL
        : LOGGER;
  }

  /** What stops and loses tasks. */
  private static boolean isEnd(String caller) {
    return caller.contains(".runtime.Drain") || caller.contains(".runtime.LossReport");
  }

  private static boolean hasHandler(Logger of) {
    for (Logger logger = of; logger != null; logger = logger.getParent()) {
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
