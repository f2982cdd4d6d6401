package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Error from whoever hears of a task, such as an appender without memory, is not the task's. */
@ExtendWith(ServerThreads.class)
class BrokenLogTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Logger logger = Logger.getLogger("dev.offstage");
  private final Broken handler = new Broken();
  private final App app = App.with("offstage.drain", "0s", "offstage.pool.size", "1");
  private final Gate gate = new Gate();

  private static final class Broken extends Handler {
    @Override
    public void publish(LogRecord record) {
      throw new OutOfMemoryError("in the appender");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Throws in each of its methods. */
  private static final class BrokenListener implements TaskListener {
    @Override
    public void queued(Task<?> task) {
      throw new AssertionError("queued");
    }

    @Override
    public void started(Task<?> task) {
      throw new AssertionError("started");
    }

    @Override
    public void succeeded(Task<?> task) {
      throw new AssertionError("succeeded");
    }
  }

  @BeforeEach
  void start() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static Pool one(String threads) {
    return Pool.builder("one").size(1).queue(100).threads(threads).build();
  }

  private static Task<Void> failing(Pool pool) {
    return pool.run(
        () -> {
          throw new IOException("no network");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_task_that_failed_has_failed_and_frees_its_waiters(String threads) {
    Pool pool = one(threads);
    Task<Void> task = failing(pool);

    assertThatThrownBy(() -> task.join(LONG))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(task.status()).isEqualTo(Task.Status.FAILED);
    assertThat(pool.counts().failed()).isEqualTo(1);
    await().until(() -> pool.running() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void the_next_task_has_the_only_thread(String threads) throws Exception {
    Pool pool = one(threads);
    for (int i = 0; i < 5; i++) {
      failing(pool);
    }

    assertThat(pool.call(() -> "next").join(LONG)).isEqualTo("next");
    assertThat(pool.counts()).hasToString("1 succeeded, 5 failed, 0 cancelled, 0 rejected");
  }

  @Test
  void a_drain_with_something_to_say_ends_and_leaves_no_thread() {
    Task<Void> running = Offstage.run(gate::pass);
    gate.awaitArrived(1);
    Task<Void> queued = Offstage.run(() -> {});

    assertThatCode(app::drain).doesNotThrowAnyException();

    assertThat(running.isCancelled()).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    assertThat(App.threads()).isZero();
  }

  @Test
  void a_drain_that_work_outlasts_ends_too() {
    Offstage.run(gate::passIgnoringInterrupts);
    gate.awaitArrived(1);

    assertThatCode(app::drain).doesNotThrowAnyException();

    gate.open();
    await().until(() -> App.threads() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_listener_that_throws_an_error_does_not_make_a_hand_over_throw(String threads)
      throws Exception {
    Pool pool = one(threads);
    Offstage.addListener(new BrokenListener());

    Task<String> task = pool.call(() -> "ran");
    Batch<Integer> batch = pool.map(Arrays.asList(1, 2), n -> n);

    assertThat(task.join(LONG)).isEqualTo("ran");
    assertThat(batch.join(LONG)).containsExactly(1, 2);
  }
}
