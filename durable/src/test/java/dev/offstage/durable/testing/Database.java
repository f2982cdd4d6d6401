package dev.offstage.durable.testing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The databases of these tests, each with one server for all tests of a JVM. */
public enum Database {
  POSTGRESQL(PostgreSqlServer::new),
  MARIADB(MariaDbServer::new),
  MYSQL(MySqlServer::new),
  H2(H2Files::new);

  private final Supplier<DatabaseServer> maker;
  private @Nullable DatabaseServer server;

  Database(Supplier<DatabaseServer> maker) {
    this.maker = maker;
  }

  /** Its server, which starts when it is needed for the first time and ends with the JVM. */
  public synchronized DatabaseServer server() throws Exception {
    if (server == null) {
      DatabaseServer started = maker.get();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop-" + this));
      started.start();
      server = started;
    }
    return server;
  }

  /** An empty database for a test. */
  public TestDatabase fresh() throws Exception {
    return server().freshDatabase();
  }

  private static void stop(DatabaseServer server) {
    try {
      server.stop();
    } catch (Exception e) {
      // Nobody else can hear of it: the JVM ends.
      e.printStackTrace();
    }
  }
}
