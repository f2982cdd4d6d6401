package dev.offstage.durable.log;

/** Stands for SLF4J's class of that name. Thread-safe. */
public final class LoggerFactory {
  private LoggerFactory() {}

  /** The logger of a class of the engine. */
  public static Logger getLogger(Class<?> type) {
    return getLogger(type.getName());
  }

  /** The logger of that name. */
  public static Logger getLogger(String name) {
    return new EngineLogger(name);
  }
}
