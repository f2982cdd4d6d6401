package dev.offstage.benchmarks.durable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of its own: the distribution's programs, which sync to the disk as they come. */
final class PostgreSql implements AutoCloseable {
  private static final String USER = "offstage";
  private static final int CONNECTIONS = 20;
  private static final int PATIENCE_SECONDS = 30;

  private final Path folder;
  private final Process process;
  private final String url;

  PostgreSql(Path parent) throws IOException, InterruptedException {
    folder = Files.createTempDirectory(parent, "postgresql");
    String data = folder.resolve("data").toString();
    run("chown", "postgres", folder.toString());
    run(as(program("initdb"), "-D", data, "-U", USER, "--auth=trust", "--no-sync"));
    int port = freePort();
    url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    process =
        new ProcessBuilder(
                as(
                    program("postgres"),
                    "-D",
                    data,
                    "-p",
                    String.valueOf(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=300"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .directory(new File("/"))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    await();
  }

  private void await() throws InterruptedException, IOException {
    for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
      try {
        DriverManager.getConnection(url, USER, "").close();
        return;
      } catch (SQLException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException(Files.readString(folder.resolve("log")));
  }

  HikariDataSource pool(String name) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setUsername(USER);
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  @Override
  public void close() {
    // To the first process this is a fast shutdown.
    process.destroy();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      run("rm", "-rf", folder.toString());
    } catch (IOException e) {
      System.err.println(folder + " is still there: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String program(String name) throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> all = Files.list(versions)) {
        return all.max(Comparator.comparing(each -> Integer.valueOf("" + each.getFileName())))
            .orElseThrow()
            .resolve("bin/" + name)
            .toString();
      }
    }
    return name;
  }

  /** As its user if we are root: the server refuses to run as root. */
  private static String[] as(String... command) {
    List<String> whole = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      whole.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
    }
    whole.addAll(List.of(command));
    return whole.toArray(new String[0]);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " has failed");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
