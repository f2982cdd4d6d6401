package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jndi;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that wait for tasks on one thread until its stack is full: all of them end. */
class DeepRecursionTest {
  private static final String MANAGED = "java:comp/DefaultManagedExecutorService";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int ROUNDS = 5;

  private final ExecutorService server =
      Executors.newCachedThreadPool(work -> new Thread(null, work, "server", 256 << 10));
  private final App app = App.with();
  private final Queue<Task<Integer>> tasks = new ConcurrentLinkedQueue<>();
  // So that one that was handed over just before the end does not begin anew.
  private final AtomicBoolean over = new AtomicBoolean();

  @BeforeEach
  void start() {
    Jndi.install();
    Jndi.NAMES.put(MANAGED, server);
  }

  @AfterEach
  void stop() {
    over.set(true);
    app.close();
    server.shutdownNow();
    Jndi.uninstall();
  }

  private Task<Integer> count(Pool pool, int number) {
    Task<Integer> task =
        pool.call(() -> over.get() || number == 0 ? 0 : 1 + count(pool, number - 1).join());
    tasks.add(task);
    return task;
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void each_ends_and_the_pool_goes_on(String threads) throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(10).threads(threads).build();
    for (int round = 0; round < ROUNDS; round++) {
      over.set(false);
      tasks.clear();

      Task<Integer> outermost = count(pool, 1_000_000);

      assertThat(outermost.await(LONG)).isTrue();
      over.set(true);
      assertThat(outermost.status()).isEqualTo(Task.Status.FAILED);
      await().until(() -> pool.running() == 0 && pool.queued() == 0);
      assertThat(tasks.size()).isGreaterThan(50);
      await().until(() -> tasks.stream().allMatch(Task::isDone));
      assertThat(pool.call(() -> "next").join(LONG)).isEqualTo("next");
    }
    pool.close();
    assertThat(pool.join(LONG)).isTrue();
  }
}
