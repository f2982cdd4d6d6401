package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.Jndi;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The application server's own executor, or the application's, has no thread left for us. */
@ParameterizedClass
@EnumSource
class ServerRejectsTest {
  private static final String NAME = "java:comp/DefaultManagedExecutorService";

  private final ExecutorFrom from;
  private final App app = App.with();
  private final Gate gate = new Gate();
  private final AtomicInteger free = new AtomicInteger();

  ServerRejectsTest(ExecutorFrom from) {
    this.from = from;
  }

  @BeforeEach
  void start() {
    Jndi.install();
    bind(
        work -> {
          if (free.getAndDecrement() <= 0) {
            throw new RejectedExecutionException("the server is busy");
          }
          new Thread(work, "server").start();
        });
  }

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    Jndi.uninstall();
  }

  private static void bind(Executor server) {
    CapturingServer.bindManaged(server);
  }

  private Pool pool(int size, int queue, WhenFull policy) {
    PoolBuilder pool = Pool.builder("managed").size(size).queue(queue).whenFull(policy);
    return from.threads(pool, NAME).build();
  }

  @Test
  void with_no_thread_at_all_the_task_is_refused() {
    Pool pool = pool(2, 10, WhenFull.reject());

    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    assertThat(pool.queued()).isZero();
  }

  @Test
  void with_one_thread_the_others_wait_for_it() throws Exception {
    free.set(1);
    Pool pool = pool(3, 10, WhenFull.reject());
    pool.run(gate::pass);

    Task<String> second = pool.call(() -> "second");
    Task<String> third = pool.call(() -> "third");
    assertThat(pool.queued()).isEqualTo(2);
    gate.open();

    assertThat(second.join(Duration.ofSeconds(20))).isEqualTo("second");
    assertThat(third.join(Duration.ofSeconds(20))).isEqualTo("third");
  }

  @Test
  void block_looks_again_until_the_server_has_a_thread() throws Exception {
    Pool pool = pool(1, 1, WhenFull.block(Duration.ofSeconds(20)));
    Task<String> blocked = Offstage.call(() -> pool.call(() -> "in").join());
    await().until(() -> free.get() < -2);

    free.set(1);

    assertThat(blocked.join(Duration.ofSeconds(20))).isEqualTo("in");
  }

  @Test
  void who_queued_behind_a_refused_thread_is_not_forgotten() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch refuse = new CountDownLatch(1);
    bind(
        work -> {
          asked.countDown();
          try {
            refuse.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          throw new RejectedExecutionException("the server is busy");
        });
    Pool pool = pool(1, 10, WhenFull.reject());
    Task<Task<Void>> first = Offstage.call(() -> pool.run(() -> {}));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    Task<String> second = pool.call(() -> "ran");
    refuse.countDown();

    assertThat(second.join(Duration.ofSeconds(20))).isEqualTo("ran");
    await().until(first::isDone);
    assertThat(first.error()).isInstanceOf(PoolFullException.class);
    pool.close();
    assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
  }
}
