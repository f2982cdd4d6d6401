package dev.offstage.durable.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that is a process of its own. */
abstract class ProcessServer extends DatabaseServer {
  private final String name;
  private final String user;
  private final String crashSignal;
  private @Nullable File folder;
  private @Nullable ServerProcess process;
  private int port;

  /**
   * Makes one, which does not run yet.
   *
   * @param user as whom it runs when we are root
   */
  ProcessServer(String name, String user, String crashSignal) {
    this.name = name;
    this.user = user;
    this.crashSignal = crashSignal;
  }

  /** Makes its first data in this folder, which is empty. */
  abstract void initialize(File data) throws Exception;

  abstract List<String> command(File data, int port);

  final void runAsItsUser(String... command) throws Exception {
    Programs.run(Programs.as(user, Arrays.asList(command)));
  }

  final int port() {
    return port;
  }

  @Override
  public final synchronized void start() throws Exception {
    if (folder == null) {
      folder = Programs.folder(name, user);
      initialize(data());
      port = freePort();
    }
    ServerProcess started =
        ServerProcess.start(
            new File(folder.getPath() + ".log"),
            crashSignal,
            Programs.as(user, command(data(), port)));
    process = started;
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> answers(started));
  }

  private boolean answers(ServerProcess started) {
    if (!started.isAlive()) {
      throw new IllegalStateException(name + " has ended; " + started.log());
    }
    try (Connection connection = connect(firstDatabase(), administrator())) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public final synchronized void crash() throws Exception {
    if (process != null) {
      process.end(crashSignal);
      process = null;
    }
  }

  @Override
  public final synchronized void stop() throws Exception {
    crash();
    if (folder != null) {
      Programs.run("rm", "-rf", folder.getPath());
      folder = null;
    }
  }

  private File data() {
    return new File(folder, "data");
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
