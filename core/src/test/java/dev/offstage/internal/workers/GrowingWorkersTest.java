package dev.offstage.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.task.StubHome;
import dev.offstage.testing.Soak;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool grows for each task that would wait, until it has all its threads. */
class GrowingWorkersTest {
  private static final int SIZE = 3;
  private static final int AT_A_TIME = 1_000;

  private final ExecutorService another = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    another.shutdownNow();
  }

  /** While one starts a thread, another may take the pool for one that has all of them. */
  @Test
  @Timeout(120)
  void no_task_waits_while_a_thread_can_be_started() throws Exception {
    int rounds = Soak.count(1_000, 10_000);
    for (int round = 0; round < rounds; round++) {
      Pool[] pools = new Pool[AT_A_TIME];
      for (int i = 0; i < AT_A_TIME; i++) {
        pools[i] = new Pool();
      }
      Future<?> offers = another.submit(() -> offerDuringTheStart(pools));
      for (Pool pool : pools) {
        pool.workers.offer(new Item(0, 0));
      }
      offers.get();
      for (Pool pool : pools) {
        assertThat(pool.started.get()).as("threads for 2 tasks").isGreaterThanOrEqualTo(2);
      }
    }
  }

  private static void offerDuringTheStart(Pool[] pools) {
    for (Pool pool : pools) {
      while (pool.started.get() == 0) {
        // Only a moment: the other one is about to start it.
      }
      pool.workers.offer(new Item(1, 0));
    }
  }

  /** Each thread that it starts is busy for good, with its task or with one that waits. */
  private static final class Pool {
    private final AtomicInteger started = new AtomicInteger();
    private final ThreadWorkers workers =
        new ThreadWorkers(new StubHome(), SIZE, 9, new PoolThreads(this::busy), () -> {});

    private Thread busy(Runnable work) {
      return new Thread(work) {
        @Override
        public void start() {
          started.incrementAndGet();
        }
      };
    }
  }
}
