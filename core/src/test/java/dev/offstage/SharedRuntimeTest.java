package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.runtime.Neighbours;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several webapps share one copy of the library: the last one takes the runtime with it. */
class SharedRuntimeTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.drain", "20s");
  private final Gate gate = new Gate();
  private OffstageRuntime runtime;

  @BeforeEach
  void start() {
    runtime = Runtimes.current();
  }

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private Thread release() {
    Thread thread = new Thread(() -> Neighbours.release(runtime));
    thread.start();
    return thread;
  }

  @Test
  void a_newcomer_shares_a_running_one() throws Exception {
    assertThat(Runtimes.shareRunning()).isSameAs(runtime);

    release().join();

    assertThat(Offstage.call(() -> "still there").join(LONG)).isEqualTo("still there");
  }

  @Test
  void a_newcomer_gets_none_that_its_last_webapp_is_draining() throws Exception {
    Task<Void> running = Offstage.run(gate::pass);
    gate.awaitArrived(1);
    Thread last = release();
    await().until(() -> Offstage.pool().isClosed());

    assertThat(Runtimes.shareRunning()).isNull();

    gate.open();
    last.join();
    assertThat(running.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(Runtimes.shareRunning()).isNull();
  }

  /** Whoever is first: what the newcomer gets works until it has gone, too. */
  @Test
  void a_newcomer_that_meets_the_last_one_gets_a_working_one_or_none() throws Exception {
    for (int round = 0; round < 200; round++) {
      try (App each = App.with("offstage.pool.size", "1")) {
        runtime = Runtimes.current();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread last =
            new Thread(
                () -> {
                  try {
                    both.await();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                  Neighbours.release(runtime);
                });
        last.start();
        both.await();

        OffstageRuntime shared = Runtimes.shareRunning();

        if (shared != null) {
          assertThat(shared.defaultPool().call(() -> "works").join(LONG)).isEqualTo("works");
          last.join();
          assertThat(shared.defaultPool().call(() -> "works").join(LONG)).isEqualTo("works");
          Neighbours.release(shared);
        }
        last.join();
        assertThat(Offstage.pool().isClosed()).isTrue();
      }
    }
  }
}
