package dev.offstage.internal.text;

import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.log.JulTarget;
import dev.offstage.internal.log.LogTarget;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Logs below {@code dev.offstage}, to a logger for each part that a reader knows by name: {@code
 * .pool}, {@code .respond} and {@code .agent}. The lines go to java.util.logging, until somebody
 * names the log of the webapp. Each message is one line, and a logger that itself fails never
 * breaks the work.
 */
public final class Log {
  /** The logger of what no other one is for; the others are below it. */
  public static final String NAME = "dev.offstage";

  private static final String POOL = NAME + ".pool";
  private static final String RESPOND = NAME + ".respond";
  private static final String AGENT = NAME + ".agent";

  private static final LogTarget SERVER = new JulTarget(NAME, POOL, RESPOND, AGENT);

  private static volatile LogTarget target = SERVER;
  private static final AtomicBoolean saidThatItThrows = new AtomicBoolean();

  private Log() {}

  /** Where lines go from now on; null for java.util.logging, the server's log. */
  public static void to(@Nullable LogTarget webapp) {
    target = webapp == null ? SERVER : webapp;
    saidThatItThrows.set(false);
  }

  public static void info(String message) {
    log(false, message, null);
  }

  public static void warn(String message) {
    log(true, message, null);
  }

  public static void warn(String message, @Nullable Throwable cause) {
    log(true, message, cause);
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void log(boolean warning, String text, @Nullable Throwable cause) {
    try {
      StackRoom.askForLogger();
      String level = warning ? "WARNING" : "INFO";
      String message = OneLine.of(text);
      try {
        StackTraceElement from = caller();
        String logger = of(from.getClassName());
        LogTarget to = write(new LogTarget.Line(logger, warning, message, cause), from);
        if (!to.outlivesShutdown(logger) && isJvmStopping()) {
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

  /** Writes it where lines go, or to the server's log if that throws; returns which of them. */
  private static LogTarget write(LogTarget.Line line, StackTraceElement from) {
    LogTarget to = target;
    if (to != SERVER) {
      try {
        to.write(line, from, Log.class.getName());
        return to;
      } catch (Throwable t) {
        // Every Throwable, as above.
        if (!saidThatItThrows.getAndSet(true)) {
          String what = "offstage: " + to + " threw; lines that it does not take come here";
          SERVER.write(new LogTarget.Line(NAME, true, what, t), from, Log.class.getName());
        }
      }
    }
    SERVER.write(line, from, Log.class.getName());
    return SERVER;
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
  private static String of(String caller) {
    if (caller.contains(".respond.")) {
      return RESPOND;
    }
    if (caller.contains(".internal.agent.") || caller.contains(".lifecycle.MissingAgent")) {
      return AGENT;
    }
    return caller.matches(".*\\.internal\\.(task|commit|gate|workers|pool)\\..*") || isEnd(caller)
        ? POOL
        : NAME;
  }

  /** What stops and loses tasks. */
  private static boolean isEnd(String caller) {
    return caller.contains(".runtime.Drain") || caller.contains(".runtime.LossReport");
  }

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
