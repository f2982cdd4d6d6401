package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.task.FailureLog;
import dev.offstage.testing.LogRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A partner that is down does not fill the disk with stack traces, and no failure is forgotten. */
class ManyFailuresTest {
  private static final int FAILURES = 5_000;

  private final LogRecords log = new LogRecords();
  private final App app = App.with("offstage.pool.size", "2", "offstage.pool.queue", "10000");

  @AfterEach
  void stop() {
    app.close();
    log.close();
  }

  private static void fail(String name, int times) {
    Work work =
        () -> {
          throw new IllegalStateException("the partner is down");
        };
    for (int i = 0; i < times; i++) {
      Offstage.task(work).name(name).start();
    }
  }

  private long inFull(String name) {
    return log.all().stream()
        .filter(record -> record.getThrown() != null && record.getMessage().contains(name))
        .count();
  }

  @Test
  void those_of_one_work_are_a_handful_and_the_drain_says_how_many_more() {
    fail("mail", FAILURES);
    await().until(() -> Offstage.pool().counts().failed() == FAILURES);

    app.drain();

    assertThat(inFull("'mail'")).isEqualTo(FailureLog.IN_FULL);
    assertThat(log.warnings()).hasSize(FailureLog.IN_FULL + 1);
    assertThat(log.warnings())
        .contains(
            "Task 'mail' failed "
                + (FAILURES - FailureLog.IN_FULL)
                + " more times, not logged one by one");
    assertThat(log.warnings())
        .filteredOn(line -> line.contains("the next ones are only counted"))
        .hasSize(1);
  }

  @Test
  void that_of_another_work_is_logged_all_the_same() {
    fail("mail", 100);
    fail("report", 1);
    await().until(() -> Offstage.pool().counts().failed() == 101);

    log.awaitWarning("'report'");
    assertThat(inFull("'report'")).isEqualTo(1);
  }
}
