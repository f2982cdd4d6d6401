package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners and the log may block, as on a socket: no interrupt is meant for them. */
class ListenerInterruptTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final LogRecords log = new LogRecords();
  private final Logger logger = Logger.getLogger("dev.offstage");
  // What was heard, and whether the thread was interrupted then.
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Gate gate = new Gate();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          hear("logged");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private void hear(String what) {
    heard.add(what + " " + Thread.currentThread().isInterrupted());
  }

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    Offstage.addListener(
        new TaskListener() {
          @Override
          public void succeeded(Task<?> task) {
            hear("succeeded");
          }

          @Override
          public void failed(Task<?> task, Throwable error) {
            hear("failed");
          }

          @Override
          public void cancelled(Task<?> task) {
            hear("cancelled");
          }
        });
  }

  @AfterEach
  void stop() {
    Thread.interrupted();
    gate.open();
    logger.removeHandler(handler);
    app.close();
    log.close();
  }

  @Test
  void who_cancels_a_running_task_while_interrupted_still_is_afterwards() {
    Task<Void> task = Offstage.run(gate::pass);
    gate.awaitArrived(1);
    Thread.currentThread().interrupt();

    assertThat(task.cancel(true)).isTrue();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(heard).containsExactly("cancelled false");
  }

  @Test
  void so_is_who_cancels_a_queued_one() {
    gate.occupy(Offstage.pool());
    Task<Void> task = Offstage.run(() -> {});
    Thread.currentThread().interrupt();

    assertThat(task.cancel()).isTrue();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(heard).containsExactly("cancelled false");
  }

  @Test
  void what_work_leaves_that_returns_is_not_seen() throws Exception {
    Offstage.run(() -> Thread.currentThread().interrupt()).join();

    assertThat(heard).containsExactly("succeeded false");
  }

  @Test
  void what_work_leaves_that_throws_is_not_seen() throws Exception {
    Offstage.run(
            () -> {
              Thread.currentThread().interrupt();
              throw new IllegalStateException("broken");
            })
        .await();

    assertThat(heard).containsExactly("logged false", "failed false");
  }

  @Test
  void a_task_that_cancels_another_one_keeps_its_interrupt() throws Exception {
    Task<Boolean> task =
        Offstage.call(
            () -> {
              Task<Void> queued = Offstage.run(() -> {});
              Thread.currentThread().interrupt();
              queued.cancel();
              return Thread.interrupted();
            });

    assertThat(task.join()).isTrue();
    assertThat(heard).containsExactly("cancelled false", "succeeded false");
  }
}
