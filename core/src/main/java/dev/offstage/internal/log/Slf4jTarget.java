package dev.offstage.internal.log;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** SLF4J 1 and 2, with what is bound to it. */
final class Slf4jTarget implements LogTarget {
  /** What drops lines, has no log of its own, or passes lines on to java.util.logging itself. */
  private static final Set<String> NO_LOG =
      new HashSet<>(
          Arrays.asList(
              "org.slf4j.helpers.NOPLoggerFactory",
              "org.slf4j.helpers.SubstituteLoggerFactory",
              "org.slf4j.simple.SimpleLoggerFactory",
              "org.slf4j.impl.SimpleLoggerFactory",
              "org.slf4j.jul.JDK14LoggerFactory",
              "org.slf4j.impl.JDK14LoggerFactory"));

  private final ILoggerFactory factory;

  private Slf4jTarget(ILoggerFactory factory) {
    this.factory = factory;
  }

  /** Null if nothing is bound, or nothing that is a log. */
  static @Nullable LogTarget find() {
    if (!isBound()) {
      return null;
    }
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    return NO_LOG.contains(factory.getClass().getName()) ? null : new Slf4jTarget(factory);
  }

  /** Looks before it asks: an SLF4J without a binding complains on the console. */
  private static boolean isBound() {
    ClassLoader own = LoggerFactory.class.getClassLoader();
    ClassLoader loader = own == null ? ClassLoader.getSystemClassLoader() : own;
    return loader.getResource("org/slf4j/impl/StaticLoggerBinder.class") != null
        || loader.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider") != null
        || System.getProperty("slf4j.provider") != null;
  }

  @Override
  public void write(Line line, StackTraceElement from, String boundary) {
    Logger logger = factory.getLogger(line.logger);
    String message = line.withoutLookups();
    if (logger instanceof LocationAwareLogger) {
      int level = line.warning ? LocationAwareLogger.WARN_INT : LocationAwareLogger.INFO_INT;
      ((LocationAwareLogger) logger).log(null, boundary, level, message, null, line.cause);
    } else if (line.warning) {
      logger.warn(message, line.cause);
    } else {
      logger.info(message, line.cause);
    }
  }

  @Override
  public boolean takesWarnings(String logger) {
    return factory.getLogger(logger).isWarnEnabled();
  }

  /** Logback has no hook of its own that ends it; others may have. */
  @Override
  public boolean outlivesShutdown(String logger) {
    return factory.getClass().getName().startsWith("ch.qos.logback.");
  }

  @Override
  public String toString() {
    return "SLF4J (" + factory.getClass().getName() + ")";
  }
}
