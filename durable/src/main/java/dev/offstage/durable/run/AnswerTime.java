package dev.offstage.durable.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * How long the other end of a connection may be silent. Without a limit a thread waits for ever for
 * a database that has gone without a word, as behind a cut cable.
 */
final class AnswerTime {
  private static final int UNCHANGED = -1;

  private AnswerTime() {}

  /**
   * Limits it unless the limit is stricter already, or the driver has none.
   *
   * @return for {@link #restore}
   */
  static int limit(Connection connection, long nanos) {
    int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    try {
      int before = connection.getNetworkTimeout();
      if (before > 0 && before <= millis) {
        return UNCHANGED;
      }
      connection.setNetworkTimeout(Runnable::run, millis);
      return Math.max(0, before);
    } catch (SQLException | RuntimeException | LinkageError e) {
      // An old driver.
      return UNCHANGED;
    }
  }

  /** As it was before: the connection is somebody else's next. */
  static void restore(Connection connection, int before) {
    if (before == UNCHANGED) {
      return;
    }
    try {
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, before);
      }
    } catch (SQLException | RuntimeException | LinkageError e) {
      // It is broken, and whoever lends connections sees that.
    }
  }
}
