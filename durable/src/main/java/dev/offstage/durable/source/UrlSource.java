package dev.offstage.durable.source;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a JDBC URL. A few are kept open; each is asked whether it still works if it was
 * not used for a while. Thread-safe.
 */
final class UrlSource implements DataSource, AutoCloseable {
  private static final int MOST = 20;
  private static final long WAIT_SECONDS = 10;
  private static final long ASK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int ANSWER_SECONDS = 3;

  private final Driver driver;
  private final String url;
  private final Properties properties;
  private final LinkedBlockingDeque<Idle> idle = new LinkedBlockingDeque<>();
  private final Semaphore places = new Semaphore(MOST);
  private volatile boolean closed;

  /** One that nobody uses. */
  private static final class Idle {
    final Connection connection;
    final long since = System.nanoTime();

    Idle(Connection connection) {
      this.connection = connection;
    }
  }

  UrlSource(Driver driver, String url, Properties properties) {
    this.driver = driver;
    this.url = url;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (closed) {
      throw new SQLException("closed", "08003");
    }
    try {
      if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLException("All " + MOST + " connections are in use", "08001");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", "08001", e);
    }
    boolean lent = false;
    try {
      Connection connection = working();
      if (connection == null) {
        connection = driver.connect(url, properties);
      }
      if (connection == null) {
        throw new SQLException(driver.getClass().getName() + " does not know " + url, "08001");
      }
      lent = true;
      return lend(connection);
    } finally {
      if (!lent) {
        places.release();
      }
    }
  }

  private @Nullable Connection working() {
    for (Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      try {
        if (System.nanoTime() - each.since < ASK_AFTER_NANOS
            || each.connection.isValid(ANSWER_SECONDS)) {
          return each.connection;
        }
      } catch (SQLException e) {
        // It does not work.
      }
      close(each.connection);
    }
    return null;
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was broken.
    }
  }

  private Connection lend(Connection real) {
    InvocationHandler handler =
        new InvocationHandler() {
          private boolean back;
          private boolean broken;

          @Override
          public synchronized @Nullable Object invoke(
              Object proxy, Method method, @Nullable Object @Nullable [] arguments)
              throws Throwable {
            if (method.getName().equals("close")) {
              if (!back) {
                back = true;
                giveBack(real, broken);
              }
              return null;
            }
            if (method.getName().equals("isClosed")) {
              return back || real.isClosed();
            }
            if (back) {
              throw new SQLException("The connection is closed", "08003");
            }
            try {
              return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
              broken |= e.getCause() instanceof SQLException;
              throw e.getCause();
            }
          }
        };
    return (Connection)
        Proxy.newProxyInstance(
            UrlSource.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private void giveBack(Connection real, boolean broken) {
    try {
      if (broken || closed || real.isClosed() || !real.getAutoCommit()) {
        close(real);
      } else {
        idle.addFirst(new Idle(real));
      }
    } catch (SQLException e) {
      close(real);
    } finally {
      places.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      close(each.connection);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("another user");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("It is no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
