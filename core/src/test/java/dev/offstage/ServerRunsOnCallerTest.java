package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jndi;
import dev.offstage.testing.LogRecords;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An executor that runs the work on the thread that hands it over. */
@ParameterizedClass
@EnumSource
class ServerRunsOnCallerTest {
  private static final String SERVER = "java:comp/DefaultManagedExecutorService";

  private final ExecutorFrom from;
  private final ExecutorService server =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          new ThreadPoolExecutor.CallerRunsPolicy());
  private final App app = App.with("offstage.drain", "0s");
  private final LogRecords log = new LogRecords();
  private final Gate gate = new Gate();

  ServerRunsOnCallerTest(ExecutorFrom from) {
    this.from = from;
  }

  private Pool pool() {
    return from.threads(Pool.builder("own").size(4).queue(10), SERVER).build();
  }

  @BeforeEach
  void start() {
    Jndi.install();
    Jndi.NAMES.put(SERVER, server);
  }

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    log.close();
    server.shutdownNow();
    Jndi.uninstall();
  }

  /** One on the server's only thread, one on the submitter's. */
  private void submitStubborn(Pool pool) {
    Thread submitter =
        new Thread(
            () ->
                pool.map(
                    Arrays.asList(1, 2, 3, 4),
                    n -> {
                      gate.passIgnoringInterrupts();
                      return n;
                    }));
    submitter.setDaemon(true);
    submitter.start();
    gate.awaitArrived(2);
  }

  @Test
  void a_drain_does_not_wait_for_items_that_hold_the_submitter() throws Exception {
    submitStubborn(pool());

    Thread drain = new Thread(app::drain);
    drain.setDaemon(true);
    drain.start();
    drain.join(TimeUnit.SECONDS.toMillis(15));

    assertThat(drain.isAlive()).isFalse();
  }

  @Test
  void others_look_at_the_pool_and_end_it_meanwhile() throws Exception {
    Pool pool = pool();
    submitStubborn(pool);

    Thread other =
        new Thread(
            () -> {
              assertThat(pool.running()).isEqualTo(2);
              assertThat(pool.queued()).isNotNegative();
              pool.resize(5, 20);
              pool.terminate();
            });
    other.setDaemon(true);
    other.start();
    other.join(TimeUnit.SECONDS.toMillis(15));

    assertThat(other.isAlive()).isFalse();
    assertThat(pool.isClosed()).isTrue();
    assertThat(pool.counts().cancelled()).isEqualTo(4);
  }
}
