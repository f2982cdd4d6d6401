package dev.offstage;

import dev.offstage.testing.Jndi;
import dev.offstage.testing.LogRecords;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;

/** The same for a pool on the threads of an application server. */
class ManagedPoolExecutorContractTest extends ExecutorServiceContract {
  private static final String NAME = "java:comp/DefaultManagedExecutorService";

  private final LogRecords log = new LogRecords();
  private final App app = App.with();
  private final ExecutorService server = Executors.newCachedThreadPool();

  @BeforeEach
  void start() {
    Jndi.install();
    Jndi.NAMES.put(NAME, server);
  }

  @Override
  ExecutorService make(int threads, int queue) {
    return Pool.builder("view")
        .size(threads)
        .queue(queue)
        .threads(NAME)
        .build()
        .asExecutorService();
  }

  @Override
  void stop() {
    app.close();
    server.shutdownNow();
    Jndi.uninstall();
    log.close();
  }
}
