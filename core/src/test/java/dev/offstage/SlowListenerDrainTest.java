package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stop of an application is not as long as its slow listeners times the tasks it loses. */
class SlowListenerDrainTest {
  private static final int QUEUED = 300;
  // All the listeners' time together is 30 s, and the drain has 2 s.
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long DRAIN_MILLIS = TimeUnit.SECONDS.toMillis(15);

  private final LogRecords log = new LogRecords();
  private final App app = App.with("offstage.drain", "0s", "offstage.pool.size", "1");
  private final Gate gate = new Gate();
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<Task<?>> tasks = new ArrayList<>();
  private final AtomicInteger heard = new AtomicInteger();

  @AfterEach
  void stop() {
    gate.open();
    never.countDown();
    app.close();
    log.close();
  }

  private void runAndQueue() {
    tasks.add(
        Offstage.run(
            () -> {
              try {
                gate.pass();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            }));
    gate.awaitArrived(1);
    for (int i = 0; i < QUEUED; i++) {
      tasks.add(Offstage.run(() -> {}));
    }
  }

  /** Waits so long, whatever is meant for its thread. */
  private void pause(String how) {
    long end = System.nanoTime() + STEP_NANOS;
    for (long left = STEP_NANOS; left > 0; left = end - System.nanoTime()) {
      try {
        if (how.equals("parks")) {
          LockSupport.parkNanos(left);
        } else {
          never.await(left, TimeUnit.NANOSECONDS);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Thread drain() throws InterruptedException {
    Thread drain = new Thread(app::drain);
    drain.setDaemon(true);
    drain.start();
    drain.join(DRAIN_MILLIS);
    return drain;
  }

  @ParameterizedTest
  @ValueSource(strings = {"waits", "parks"})
  void the_drain_ends_and_says_what_the_listeners_have_not_heard(String how) throws Exception {
    runAndQueue();
    Offstage.addListener(
        new TaskListener() {
          @Override
          public void cancelled(Task<?> task) {
            heard.incrementAndGet();
            pause(how);
          }
        });

    assertThat(drain().isAlive()).isFalse();

    assertThat(log.warnings())
        .anySatisfy(line -> assertThat(line).contains("without telling its listeners of "));
    assertThat(heard.get()).isBetween(1, QUEUED);
    for (Task<?> task : tasks) {
      assertThat(task.isCancelled()).isTrue();
      assertThat(task.await(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void what_runs_is_interrupted_before_the_first_listener_hears() throws Exception {
    runAndQueue();
    AtomicInteger inVain = new AtomicInteger();
    Offstage.addListener(
        new TaskListener() {
          @Override
          public void cancelled(Task<?> task) {
            try {
              if (!interrupted.await(10, TimeUnit.SECONDS)) {
                inVain.incrementAndGet();
              }
              heard.incrementAndGet();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });

    assertThat(drain().isAlive()).isFalse();

    assertThat(inVain).hasValue(0);
    assertThat(heard).hasPositiveValue();
  }
}
