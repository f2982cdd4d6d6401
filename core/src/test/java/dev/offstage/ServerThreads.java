package dev.offstage;

import dev.offstage.testing.Jndi;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The threads of an application server, under the name that Jakarta EE gives them in JNDI, while a
 * test lasts. They end after what the test ends itself.
 */
final class ServerThreads implements BeforeEachCallback, AfterEachCallback {
  static final String MANAGED = "java:comp/DefaultManagedExecutorService";

  private ExecutorService threads;

  @Override
  public void beforeEach(ExtensionContext context) {
    threads = Executors.newCachedThreadPool();
    Jndi.install();
    Jndi.NAMES.put(MANAGED, threads);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    threads.shutdownNow();
    Jndi.uninstall();
  }
}
