package dev.offstage.durable.testing;

import java.io.File;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** PostgreSQL of the Debian package, the newest one if there are several. */
public final class PostgreSqlServer extends ProcessServer {
  public PostgreSqlServer() {
    // To the first process it is what "pg_ctl -m immediate" sends.
    super("postgresql", "postgres", "QUIT");
  }

  @Override
  void initialize(File data) throws Exception {
    runAsItsUser(
        program("initdb"),
        "-D",
        data.getPath(),
        "-U",
        administrator(),
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync");
  }

  @Override
  List<String> command(File data, int port) {
    return Arrays.asList(
        program("postgres"),
        "-D",
        data.getPath(),
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "max_connections=200");
  }

  /**
   * Says how large its files may become, as a full disk does; also to the connections that a
   * database has.
   *
   * @param bytes or {@code unlimited}
   */
  public void limitFiles(TestDatabase database, String bytes) throws Exception {
    List<String> processes = new ArrayList<>();
    processes.add(database.query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select pid from pg_stat_activity")) {
      while (rows.next()) {
        processes.add(rows.getString(1));
      }
    }
    for (String process : processes) {
      // What can be raised again: the soft limit.
      runAsItsUser(
          "sh", "-c", "! kill -0 $1 || prlimit --pid $1 --fsize=$2:", "sh", process, bytes);
    }
  }

  private static String program(String name) {
    List<File> places = new ArrayList<>();
    File[] versions = new File("/usr/lib/postgresql").listFiles();
    if (versions != null) {
      Arrays.sort(
          versions,
          Comparator.comparing((File each) -> Integer.valueOf(each.getName())).reversed());
      for (File version : versions) {
        places.add(new File(version, "bin"));
      }
    }
    return Programs.find(name, "postgresql", places);
  }

  @Override
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  @Override
  String administrator() {
    return "offstage";
  }

  @Override
  String firstDatabase() {
    return "postgres";
  }

  @Override
  void killConnections(TestDatabase database) throws SQLException {
    try (Connection connection = connect(firstDatabase(), administrator());
        PreparedStatement kill =
            connection.prepareStatement(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")) {
      kill.setString(1, database.name());
      kill.executeQuery();
    }
  }

  @Override
  void createRestrictedUser(TestDatabase database, String user) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + user + " login");
      statement.execute("revoke create on schema public from public");
      statement.execute(
          "grant select, insert, update, delete on all tables in schema public to " + user);
    }
  }
}
