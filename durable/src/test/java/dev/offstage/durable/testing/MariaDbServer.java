package dev.offstage.durable.testing;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** MariaDB of the Debian package. */
public final class MariaDbServer extends InnoDbServer {
  public MariaDbServer() {
    super("mariadb");
  }

  @Override
  void initialize(File data) throws Exception {
    runAsItsUser(
        program("mariadb-install-db"),
        "--no-defaults",
        "--datadir=" + data,
        "--auth-root-authentication-method=normal",
        "--skip-test-db");
  }

  @Override
  List<String> command(File data, int port) {
    List<String> command = new ArrayList<>(Arrays.asList(program("mariadbd"), "--no-defaults"));
    command.addAll(options(data, port));
    return command;
  }

  private static String program(String name) {
    return Programs.find(name, "mariadb-server", Collections.emptyList());
  }

  @Override
  public String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database;
  }
}
