package dev.offstage.internal.log;

import org.jspecify.annotations.Nullable;

/** A logging library that lines can go to; its text names that. Thread-safe. */
public interface LogTarget {
  /**
   * Writes one line. May throw whatever an appender throws.
   *
   * @param from the method that the line is from
   * @param boundary the class whose caller that is, for libraries that look for it themselves
   */
  void write(Line line, StackTraceElement from, String boundary);

  /** Whether a warning of this logger gets written at all. */
  boolean takesWarnings(String logger);

  /** Whether a line of this logger still reaches somebody while the JVM stops. */
  boolean outlivesShutdown(String logger);

  /** What is written. */
  final class Line {
    final String logger;
    final boolean warning;
    final String message;
    final @Nullable Throwable cause;

    public Line(String logger, boolean warning, String message, @Nullable Throwable cause) {
      this.logger = logger;
      this.warning = warning;
      this.message = message;
      this.cause = cause;
    }

    /** Without what Log4j before 2.16 looks up, and runs: messages quote what clients have sent. */
    String withoutLookups() {
      return message.replace("${", "$ {");
    }
  }
}
