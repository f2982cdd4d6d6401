package dev.offstage.durable.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A database of a test on a shared server. Closing it closes its pool. */
public final class TestDatabase implements AutoCloseable {
  private final DatabaseServer server;
  private final String name;
  private @Nullable HikariDataSource pool;

  TestDatabase(DatabaseServer server, String name) {
    this.server = server;
    this.name = name;
  }

  public DatabaseServer server() {
    return server;
  }

  public String name() {
    return name;
  }

  /** Whose user is {@link #user()}, without a password. */
  public String url() {
    return server.url(name);
  }

  /** Who may do everything. */
  public String user() {
    return server.administrator();
  }

  /** The pool of the application, of four connections. */
  public synchronized HikariDataSource dataSource() {
    if (pool == null) {
      pool = dataSource(4, Duration.ofSeconds(5));
    }
    return pool;
  }

  /**
   * Another pool, which the caller closes.
   *
   * @param patience how long it waits for a connection, a quarter of a second at least
   */
  public HikariDataSource dataSource(int size, Duration patience) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url());
    config.setUsername(user());
    config.setPassword("");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(patience.toMillis());
    config.setPoolName(name);
    return new HikariDataSource(config);
  }

  /** A connection that no pool knows. */
  public Connection connect() throws SQLException {
    return connect(user());
  }

  /** A connection of another user that no pool knows. */
  public Connection connect(String user) throws SQLException {
    return server.connect(name, user);
  }

  /** Runs one statement. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row, as text. */
  public @Nullable String query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /** Ends all of its connections from the side of the server. */
  public void killConnections() throws SQLException {
    server.killConnections(this);
  }

  /** Makes a user who may read and write the rows of its tables, and make no tables. */
  public void createRestrictedUser(String user) throws SQLException {
    server.createRestrictedUser(this, user);
  }

  @Override
  public synchronized void close() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
