package dev.offstage.durable.testing;

import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** H2 inside of this JVM, with its data in files. */
public final class H2Files extends DatabaseServer {
  private final AtomicInteger databases = new AtomicInteger();
  // Guarded by this.
  private final List<String> opened = new ArrayList<>();
  private @Nullable File folder;

  @Override
  public synchronized void start() throws IOException, InterruptedException {
    if (folder == null) {
      folder = Programs.folder("h2", "root");
    }
  }

  @Override
  public synchronized void crash() throws SQLException {
    for (String database : opened) {
      try (Connection connection = connect(database, administrator());
          Statement statement = connection.createStatement()) {
        statement.execute("shutdown immediately");
      }
    }
  }

  @Override
  public synchronized void stop() throws Exception {
    crash();
    opened.clear();
    if (folder != null) {
      Programs.run("rm", "-rf", folder.getPath());
      folder = null;
    }
  }

  @Override
  public String url(String database) {
    return "jdbc:h2:file:" + folder + "/" + database + ";WRITE_DELAY=0";
  }

  /** Only the administrator may say when it writes. */
  @Override
  Connection connect(String database, String user) throws SQLException {
    return user.equals(administrator())
        ? super.connect(database, user)
        : DriverManager.getConnection("jdbc:h2:file:" + folder + "/" + database, user, "");
  }

  @Override
  String administrator() {
    return "sa";
  }

  @Override
  String firstDatabase() {
    throw new UnsupportedOperationException("H2 has none");
  }

  @Override
  public synchronized TestDatabase freshDatabase() throws SQLException {
    String name = "test" + databases.incrementAndGet();
    opened.add(name);
    // The first connection makes it.
    DriverManager.getConnection(url(name), administrator(), "").close();
    return new TestDatabase(this, name);
  }

  @Override
  void killConnections(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      List<Integer> sessions = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select session_id from information_schema.sessions"
                  + " where session_id <> session_id()")) {
        while (rows.next()) {
          sessions.add(rows.getInt(1));
        }
      }
      for (int each : sessions) {
        statement.execute("call abort_session(" + each + ")");
      }
    }
  }

  @Override
  void createRestrictedUser(TestDatabase database, String user) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create user " + user + " password ''");
      statement.execute("grant select, insert, update, delete on schema public to " + user);
    }
  }
}
