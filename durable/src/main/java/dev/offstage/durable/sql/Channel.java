package dev.offstage.durable.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * How the nodes of a store call one another through PostgreSQL. Its driver is not known before
 * there is a connection, and may be in a server's own loader. Immutable and thread-safe.
 */
public final class Channel {
  private static final String CONNECTION = "org.postgresql.PGConnection";
  private static final String NOTIFICATION = "org.postgresql.PGNotification";

  private final String name;
  private final String me;

  private Channel(String name, String me) {
    this.name = name;
    this.me = me;
  }

  /**
   * That of the nodes which share these tables; null if the database has none.
   *
   * @param me tells this node's calls from others'
   */
  public static @Nullable Channel of(Dialect dialect, Tables tables, String me) {
    return dialect.hasChannels() ? new Channel(tables.tasks(), me) : null;
  }

  /** Hears calls on this connection, which is in auto-commit mode, from now on. */
  public void listen(Connection connection) throws SQLException {
    run(connection, "listen \"" + name + "\"");
  }

  /** Hears no more of them. */
  public void stopListening(Connection connection) throws SQLException {
    run(connection, "unlisten \"" + name + "\"");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Calls all others. */
  public void call(Connection connection) throws SQLException {
    try (PreparedStatement call = connection.prepareStatement("select pg_notify(?, ?)")) {
      call.setString(1, name);
      call.setString(2, me);
      call.execute();
    }
  }

  /**
   * Waits for a call on a connection that listens.
   *
   * @param millis how long at most, at least 1
   * @return whether another node has called
   * @throws SQLFeatureNotSupportedException if the driver does not tell of calls
   */
  public boolean await(Connection connection, int millis) throws SQLException {
    try {
      Class<?> type = type(connection);
      Object driver = connection.unwrap(type);
      Object heard = type.getMethod("getNotifications", int.class).invoke(driver, millis);
      return heard != null && isOfOthers(type, (Object[]) heard);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException) {
        throw (SQLException) e.getCause();
      }
      throw new SQLFeatureNotSupportedException("The driver does not wait for NOTIFY", e);
    } catch (ReflectiveOperationException e) {
      throw new SQLFeatureNotSupportedException("The driver does not tell of NOTIFY", e);
    }
  }

  private boolean isOfOthers(Class<?> type, Object[] heard) throws ReflectiveOperationException {
    Method text =
        Class.forName(NOTIFICATION, false, type.getClassLoader()).getMethod("getParameter");
    for (Object each : heard) {
      if (!me.equals(text.invoke(each))) {
        return true;
      }
    }
    return false;
  }

  /** The driver's interface, as seen by the driver or by the application. */
  private static Class<?> type(Connection connection) throws SQLException, ClassNotFoundException {
    ClassLoader[] loaders = {
      Thread.currentThread().getContextClassLoader(),
      connection.getClass().getClassLoader(),
      connection.getMetaData().getClass().getClassLoader()
    };
    for (ClassLoader loader : loaders) {
      try {
        Class<?> type = Class.forName(CONNECTION, false, loader);
        if (connection.isWrapperFor(type)) {
          return type;
        }
      } catch (ClassNotFoundException e) {
        // Not this one.
      }
    }
    throw new ClassNotFoundException(CONNECTION);
  }
}
