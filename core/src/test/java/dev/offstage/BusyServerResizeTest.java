package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jndi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool grows on a server that has no more threads: it keeps those that it has. */
class BusyServerResizeTest {
  private static final String SERVER = "java:comp/DefaultManagedExecutorService";

  private final ExecutorService server =
      new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    server.shutdown();
    Jndi.uninstall();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void what_is_queued_stays_there_in_its_order() {
    Jndi.install();
    Jndi.NAMES.put(SERVER, server);
    try (App app =
        App.with(
            "offstage.pool.size",
            "1",
            "offstage.pool.queue",
            "4",
            "offstage.pool.threads",
            SERVER)) {
      Pool pool = Offstage.pool();
      gate.occupy(pool);
      List<Integer> order = new ArrayList<>();
      Task<Boolean> first = pool.call(() -> order.add(1));
      Task<Boolean> second = pool.call(() -> order.add(2));

      pool.resize(3, 4);

      assertThat(first.status()).isEqualTo(Task.Status.QUEUED);
      assertThat(second.status()).isEqualTo(Task.Status.QUEUED);
      gate.open();
      Soon.await().until(() -> first.isDone() && second.isDone());
      assertThat(order).containsExactly(1, 2);
    }
  }
}
