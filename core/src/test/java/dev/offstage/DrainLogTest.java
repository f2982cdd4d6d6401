package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import dev.offstage.testing.OtherJvm;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a drain waits for is said when it begins, not only what it has lost. */
class DrainLogTest {
  private final LogRecords log = new LogRecords();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  @Test
  void the_beginning_names_what_it_waits_for() {
    try (App app = App.with("offstage.pool.size", "1", "offstage.drain", "20s")) {
      Offstage.task(gate::pass).name("first").start();
      Offstage.task(() -> {}).name("mail").start();
      Offstage.task(() -> {}).name("mail").start();
      Offstage.map(Arrays.asList(1, 2), item -> item);
      gate.awaitArrived(1);
      Thread drain = new Thread(app::drain, "stop");
      drain.start();
      log.awaitMessage(
          "stops and waits up to 20s (setting offstage.drain) for 5 tasks: 'first' in");
      assertThat(log.messages().get(0)).contains("'mail' in pool 'default' (2)");
      gate.open();
    }
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void with_nothing_to_wait_for_it_says_nothing() throws Exception {
    try (App app = App.with()) {
      Offstage.run(() -> {}).join();
      app.drain();
    }
    assertThat(log.all()).isEmpty();
  }

  /** A program whose task ends the JVM. */
  public static final class Exits {
    /** Hands over so many more tasks, for which there is no thread. */
    public static void main(String[] arguments) throws Exception {
      CountDownLatch all = new CountDownLatch(1);
      Offstage.task(
              () -> {
                all.await();
                System.exit(3);
              })
          .name("last")
          .start();
      for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
        Offstage.task(() -> {}).name("behind").start();
      }
      all.countDown();
      Thread.currentThread().join();
    }
  }

  /** The output ends as that of a program that was killed if the drain waits: after 55 seconds. */
  private static String exits(int behind) throws Exception {
    return OtherJvm.run(
        Arrays.asList("-Doffstage.drain=10m", "-Doffstage.pool.size=1"),
        Exits.class,
        String.valueOf(behind));
  }

  @Test
  void a_task_that_calls_exit_does_not_hold_up_the_exit() throws Exception {
    assertThat(exits(0))
        .contains(
            "'main' stops without waiting for 'last' in pool 'default': a call of System.exit in"
                + " there waits for this stop")
        .doesNotContain("loses");
  }

  @Test
  void what_waits_behind_a_task_that_calls_exit_is_named() throws Exception {
    assertThat(exits(2))
        .contains("'last' in pool 'default': a call of System.exit")
        .contains(
            "'main' stops and loses 3 tasks that would have to wait for a task that has called"
                + " System.exit: ")
        .contains("'behind' in pool 'default' (2)");
  }
}
