package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application stops: spring-boot #20935, spring-framework #33780, payara #4211. */
class DrainTest {
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  @Test
  void a_drain_finishes_what_was_accepted() {
    AtomicInteger ran = new AtomicInteger();
    try (App app =
        App.with(
            "offstage.pool.size", "1", "offstage.pool.mail.size", "1", "offstage.drain", "20s")) {
      Pool own = Pool.builder("own").size(1).build();
      for (int i = 0; i < 100; i++) {
        Offstage.run(ran::incrementAndGet);
        Offstage.pool("mail").run(ran::incrementAndGet);
        own.run(ran::incrementAndGet);
      }

      app.drain();
    }

    assertThat(ran).hasValue(300);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void after_a_drain_nothing_gets_in_and_no_thread_is_left() {
    try (App app = App.with()) {
      Offstage.run(() -> {});
      assertThat(App.threads()).isPositive();
      Pool own = Pool.builder("own").build();
      own.run(() -> {});

      app.drain();

      assertThatThrownBy(() -> Offstage.run(() -> {})).isInstanceOf(PoolClosedException.class);
      assertThatThrownBy(() -> own.run(() -> {})).isInstanceOf(PoolClosedException.class);
      assertThatThrownBy(() -> Pool.builder("late").build().run(() -> {}))
          .isInstanceOf(PoolClosedException.class);
      await().until(() -> App.threads() == 0);
    }
  }

  /** A server looks for leaked threads the moment after: Tomcat's leak detector. */
  @Test
  void no_thread_is_alive_when_a_drain_returns() {
    for (int round = 0; round < 300; round++) {
      try (App app = App.with("offstage.pool.size", "8")) {
        for (int i = 0; i < 20; i++) {
          Offstage.run(() -> {});
        }
        app.drain();

        assertThat(App.threads()).isZero();
      }
    }
  }

  @Test
  void who_comes_too_late_leaves_no_noise_in_the_log() {
    try (App app = App.with()) {
      app.drain();

      assertThatThrownBy(() -> Offstage.run(() -> {})).isInstanceOf(PoolClosedException.class);
      assertThat(log.all()).isEmpty();
    }
  }

  @Test
  void after_the_time_the_rest_is_cancelled_and_named() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (App app = App.with("offstage.pool.size", "1", "offstage.drain", "50ms")) {
      Task<Void> running =
          Offstage.task(
                  () -> {
                    try {
                      gate.pass();
                    } finally {
                      interrupted.countDown();
                    }
                  })
              .name("the download")
              .start();
      gate.awaitArrived(1);
      Task<Void> queued = Offstage.task(() -> {}).name("the mail").start();

      app.drain();

      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(running.status()).isEqualTo(Task.Status.CANCELLED);
      assertThat(queued.status()).isEqualTo(Task.Status.CANCELLED);
      assertThat(queued.started()).isNull();
      assertThat(log.warnings())
          .containsExactly(
              "offstage: 'shop' stops and loses 2 tasks that had not ended after 50ms (setting"
                  + " offstage.drain): 'the mail' in pool 'default', 'the download' in pool"
                  + " 'default'");
    }
  }

  @Test
  void work_that_ignores_interrupts_is_named_and_does_not_hold_the_drain_up() {
    try (App app = App.with("offstage.drain", "0s")) {
      Offstage.task(gate::passIgnoringInterrupts).name("the stubborn").start();
      gate.awaitArrived(1);

      app.drain();

      assertThat(log.warnings()).hasSize(2);
      assertThat(log.warnings().get(0))
          .contains("loses 1 task that had not ended")
          .contains("'the stubborn'");
      assertThat(log.warnings().get(1))
          .isEqualTo(
              "offstage: 'shop' stops while work goes on that ignores its interrupt: 'the stubborn'"
                  + " in pool 'default'");
      gate.open();
      await().until(() -> App.threads() == 0);
    }
  }

  @Test
  void a_second_drain_does_nothing() {
    try (App app = App.with("offstage.drain", "0s")) {
      Offstage.run(gate::pass);
      gate.awaitArrived(1);
      app.drain();
      int lines = log.all().size();

      app.drain();

      assertThat(log.all()).hasSize(lines);
    }
  }

  @Test
  void who_is_interrupted_while_it_drains_gives_up_at_once_and_stays_interrupted() {
    try (App app = App.with("offstage.drain", "20s")) {
      Task<Void> task = Offstage.run(gate::pass);
      gate.awaitArrived(1);

      Thread.currentThread().interrupt();
      app.drain();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(task.isCancelled()).isTrue();
    }
  }

  @Test
  void what_is_accepted_while_the_drain_begins_still_runs() throws Exception {
    for (int round = 0; round < 100; round++) {
      AtomicInteger accepted = new AtomicInteger();
      AtomicInteger ran = new AtomicInteger();
      try (App app = App.with("offstage.pool.full", "caller-runs", "offstage.drain", "20s")) {
        Pool pool = Offstage.pool();
        Thread submitter =
            new Thread(
                () -> {
                  try {
                    while (true) {
                      pool.run(ran::incrementAndGet);
                      accepted.incrementAndGet();
                    }
                  } catch (PoolClosedException e) {
                    // That is how it ends.
                  }
                });
        submitter.start();
        while (accepted.get() == 0) {
          Thread.yield();
        }

        app.drain();

        submitter.join();
      }
      assertThat(ran.get()).isEqualTo(accepted.get()).isPositive();
    }
  }
}
