package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code await}: the end of a task, without what came out of it. */
@Timeout(60)
class AwaitTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private String passing() throws InterruptedException {
    gate.pass();
    return "passed";
  }

  @Test
  void every_end_is_an_end() throws Exception {
    Pool pool = Pool.builder("own").size(3).build();
    Task<String> good = pool.call(() -> "good");
    Task<Integer> bad = pool.call(() -> 1 / Integer.parseInt("0"));
    Task<String> stopped = pool.call(this::passing);
    gate.awaitArrived(1);
    stopped.cancel(true);

    good.await();
    bad.await();
    stopped.await();

    assertThat(good.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(bad.status()).isEqualTo(Task.Status.FAILED);
    assertThat(stopped.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(bad.await(Duration.ZERO)).isTrue();
    assertThat(stopped.await(Duration.ofSeconds(-1))).isTrue();
  }

  @Test
  void a_limit_that_passes_says_so_and_changes_nothing() throws Exception {
    Task<String> task = Offstage.call(this::passing);
    gate.awaitArrived(1);

    for (Duration limit :
        new Duration[] {
          Duration.ofMillis(1),
          Duration.ZERO,
          Duration.ofNanos(-1),
          Duration.ofSeconds(Long.MIN_VALUE)
        }) {
      assertThat(task.await(limit)).isFalse();
    }
    assertThat(task.status()).isEqualTo(Task.Status.RUNNING);
    gate.open();
    assertThat(task.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    assertThatThrownBy(() -> task.await(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void who_waits_can_be_interrupted() throws Exception {
    Task<String> task = Offstage.call(this::passing);
    Caller untimed =
        Caller.of(
            () -> {
              task.await();
              return null;
            });
    Caller timed = Caller.of(() -> task.await(LONG));

    untimed.awaitWaiting().interrupt();
    timed.awaitWaiting().interrupt();

    assertThat(untimed.thrown()).isInstanceOf(InterruptedException.class);
    assertThat(timed.thrown()).isInstanceOf(InterruptedException.class);
    assertThat(task.isDone()).isFalse();
  }

  @Test
  void listeners_have_heard_of_what_was_waited_for() throws Exception {
    for (int i = 0; i < 200; i++) {
      AtomicBoolean heard = new AtomicBoolean();
      Runnable remove =
          Offstage.addListener(
              new TaskListener() {
                @Override
                public void succeeded(Task<?> task) {
                  Thread.yield();
                  heard.set(true);
                }
              });
      Task<String> task = Offstage.call(() -> "");
      if (i % 2 == 0) {
        task.await();
      } else {
        assertThat(task.await(LONG)).isTrue();
      }

      assertThat(heard).isTrue();
      remove.run();
    }
  }

  @Test
  void by_hand_whoever_waits_runs_the_task() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      Task<String> task = Offstage.call(() -> "run");
      assertThat(task.await(Duration.ofMillis(1))).isFalse();

      task.await();

      assertThat(task.join()).isEqualTo("run");
      assertThat(tasks.queued()).isEmpty();
    }
  }
}
