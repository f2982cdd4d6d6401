package dev.offstage.durable.log;

import dev.offstage.internal.text.Log;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the engine warns of to the library's log. What it merely tells is for its developers:
 * that goes to java.util.logging below {@code INFO}, where hardly anybody sees it unasked.
 */
final class EngineLogger implements Logger {
  /** The logger of all that is below a warning. */
  static final String DETAILS = Log.NAME + ".durable.engine";

  private final java.util.logging.Logger details = java.util.logging.Logger.getLogger(DETAILS);
  private final String name;

  EngineLogger(String name) {
    this.name = name;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isDebugEnabled() {
    return details.isLoggable(Level.FINER);
  }

  @Override
  public void log(Level level, String format, @Nullable Object... arguments) {
    if (level.equals(Level.WARNING)) {
      Message message = Message.of(format, arguments);
      Log.warn("offstage: " + message.text(), message.cause());
    } else if (details.isLoggable(level)) {
      Message message = Message.of(format, arguments);
      details.logp(level, name, null, message.text(), message.cause());
    }
  }
}
