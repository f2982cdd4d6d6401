package dev.offstage.durable.testing;

import java.io.File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What MySQL and MariaDB have in common. */
abstract class InnoDbServer extends ProcessServer {
  InnoDbServer(String name) {
    super(name, "mysql", "KILL");
  }

  /** The options of both after {@code --no-defaults}, which comes first. */
  static List<String> options(File data, int port) {
    List<String> options = new ArrayList<>();
    options.add("--datadir=" + data);
    options.add("--bind-address=127.0.0.1");
    options.add("--port=" + port);
    // Paths of sockets are at most 107 bytes long; this one is below the folder of the data.
    options.add("--socket=s");
    options.add("--pid-file=" + new File(data, "pid"));
    options.add("--skip-log-bin");
    options.add("--performance-schema=OFF");
    return options;
  }

  @Override
  String administrator() {
    return "root";
  }

  @Override
  String firstDatabase() {
    return "mysql";
  }

  @Override
  void killConnections(TestDatabase database) throws SQLException {
    try (Connection connection = connect(firstDatabase(), administrator());
        Statement statement = connection.createStatement()) {
      List<Long> connections = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select id from information_schema.processlist where db = '"
                  + database.name()
                  + "'")) {
        while (rows.next()) {
          connections.add(rows.getLong(1));
        }
      }
      for (long each : connections) {
        statement.execute("kill " + each);
      }
    }
  }

  @Override
  void createRestrictedUser(TestDatabase database, String user) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create user " + user + "@'localhost'");
      statement.execute(
          "grant select, insert, update, delete on "
              + database.name()
              + ".* to "
              + user
              + "@'localhost'");
    }
  }
}
