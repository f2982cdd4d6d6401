package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that are worth nothing when they begin too late, on a clock that the test moves. */
class ExpiryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestMode tasks = TestMode.manual();

  @AfterEach
  void close() {
    tasks.close();
  }

  @Test
  void a_task_that_no_thread_takes_in_time_is_cancelled_and_counted() {
    AtomicInteger ran = new AtomicInteger();
    Task<Integer> task = Offstage.task(ran::incrementAndGet).expires(MINUTE).start();
    tasks.advance(MINUTE.plusMillis(1));
    tasks.runAll();

    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(task.cause()).isEqualTo("expired");
    assertThat(task.started()).isNull();
    assertThat(ran).hasValue(0);
    assertThat(Offstage.pool().counts().expired()).isEqualTo(1);
    assertThat(Offstage.pool().counts().cancelled()).isEqualTo(1);
  }

  @Test
  void one_that_begins_in_time_runs_however_long_it_takes() throws Exception {
    Task<String> task =
        Offstage.task(
                () -> {
                  tasks.advance(MINUTE.multipliedBy(10));
                  return "done";
                })
            .expires(MINUTE)
            .start();
    tasks.advance(MINUTE);
    tasks.runAll();

    assertThat(task.join()).isEqualTo("done");
    assertThat(Offstage.pool().counts().expired()).isZero();
  }

  @Test
  void a_retry_does_not_expire() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Task<String> task =
        Offstage.task(
                () -> {
                  if (attempts.incrementAndGet() == 1) {
                    throw new IOException("down");
                  }
                  return "done";
                })
            .retries(1)
            .backoff(Backoff.from(Duration.ofHours(1)))
            .expires(MINUTE)
            .start();
    tasks.runAll();
    tasks.advance(Duration.ofHours(2));
    tasks.runAll();

    assertThat(task.join()).isEqualTo("done");
  }
}
