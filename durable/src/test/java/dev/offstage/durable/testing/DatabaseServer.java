package dev.offstage.durable.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server with its own data, on a free port of this machine; it syncs to the disk as those of
 * users do. {@link Database} has the shared ones.
 */
public abstract class DatabaseServer {
  private final AtomicInteger databases = new AtomicInteger();

  /** Starts it, for the first time or after a crash, and waits until it answers. */
  public abstract void start() throws Exception;

  /** Ends it as a crash does: nothing is written any more. */
  public abstract void crash() throws Exception;

  /** Ends it and deletes its data. */
  public abstract void stop() throws Exception;

  /** Of a database. */
  public abstract String url(String database);

  /** Who may do everything. */
  abstract String administrator();

  /** Ends all connections of a database from the side of the server, as an administrator does. */
  abstract void killConnections(TestDatabase database) throws SQLException;

  /** Makes a user who may read and write the rows of all tables there are, and make no tables. */
  abstract void createRestrictedUser(TestDatabase database, String user) throws SQLException;

  /** Crashes it and starts it again. */
  public final void restartImmediately() throws Exception {
    crash();
    start();
  }

  /** An empty database with a name of its own. */
  public TestDatabase freshDatabase() throws SQLException {
    String name = "test" + databases.incrementAndGet();
    try (Connection connection = connect(firstDatabase(), administrator());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return new TestDatabase(this, name);
  }

  /** One that is always there. */
  abstract String firstDatabase();

  Connection connect(String database, String user) throws SQLException {
    return DriverManager.getConnection(url(database), user, "");
  }
}
