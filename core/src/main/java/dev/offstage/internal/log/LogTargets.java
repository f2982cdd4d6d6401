package dev.offstage.internal.log;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the logging library of the application. To look at one may be to start it, so nobody looks
 * before the application itself has had the time to set it up.
 */
public final class LogTargets {
  // Log4j 1 itself: bridges in its place have no such class.
  private static final String LOG4J1 = "org.apache.log4j.Hierarchy";
  private static final String LOG4J = "org.apache.logging.log4j.core.LoggerContext";
  private static final String SLF4J = "org.slf4j.spi.LocationAwareLogger";

  private LogTargets() {}

  /**
   * The first that is the application's own and takes warnings of this logger; null for none, and
   * if java.util.logging leads to the application's log already.
   */
  public static @Nullable LogTarget own(String logger) {
    if (isBridged()) {
      return null;
    }
    for (String kind : new String[] {"slf4j", "log4j", "log4j1"}) {
      LogTarget found = isOwn(typeOf(kind)) ? find(kind, logger) : null;
      if (found != null && found.takesWarnings(logger)) {
        return found;
      }
    }
    return null;
  }

  /**
   * That of this kind, which may also be the server's; null if it is not there, or drops all lines.
   *
   * @param kind {@code slf4j}, {@code log4j} or {@code log4j1}
   */
  public static @Nullable LogTarget visible(String kind, String logger) {
    return load(typeOf(kind)) == null ? null : find(kind, logger);
  }

  private static String typeOf(String kind) {
    return kind.equals("slf4j") ? SLF4J : kind.equals("log4j") ? LOG4J : LOG4J1;
  }

  private static @Nullable LogTarget find(String kind, String logger) {
    return kind.equals("slf4j")
        ? Slf4jTarget.find()
        : kind.equals("log4j") ? Log4jTarget.find() : Log4j1Target.find(logger);
  }

  private static @Nullable Class<?> load(String type) {
    try {
      return Class.forName(type, false, LogTargets.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** A library beside this one: that of a server may log for others, and lives longer. */
  private static boolean isOwn(String type) {
    Class<?> found = load(type);
    return found != null && isBeside(found);
  }

  private static boolean isBeside(Class<?> type) {
    return type.getClassLoader() == LogTargets.class.getClassLoader();
  }

  /** As {@code jul-to-slf4j}, {@code log4j-jul} and Spring Boot do it. */
  private static boolean isBridged() {
    if (LogManager.getLogManager().getClass().getName().startsWith("org.apache.logging.log4j.")) {
      return true;
    }
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      String name = handler.getClass().getName();
      boolean bridge =
          name.equals("org.slf4j.bridge.SLF4JBridgeHandler")
              || name.equals("org.apache.logging.log4j.jul.Log4jBridgeHandler");
      if (bridge && isBeside(handler.getClass())) {
        return true;
      }
    }
    return false;
  }
}
