package dev.offstage;

import dev.offstage.testing.LogRecords;
import java.util.concurrent.ExecutorService;

/** A pool seen as an executor does what the JDK's own does. */
class PoolExecutorContractTest extends ExecutorServiceContract {
  private final LogRecords log = new LogRecords();
  private final App app = App.with();

  @Override
  ExecutorService make(int threads, int queue) {
    return Pool.builder("view").size(threads).queue(queue).build().asExecutorService();
  }

  @Override
  void stop() {
    app.close();
    log.close();
  }
}
