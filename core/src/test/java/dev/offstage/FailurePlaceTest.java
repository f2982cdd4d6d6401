package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A failure names the place that handed the work over, though looking it up is rare. */
class FailurePlaceTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop() {
    app.close();
    log.close();
  }

  /** Work that is handed over from several places. */
  private static final class Mail implements Work {
    private final boolean bounces;

    Mail(boolean bounces) {
      this.bounces = bounces;
    }

    @Override
    public void run() {
      if (bounces) {
        throw new IllegalStateException("no such address");
      }
    }
  }

  private String nextWarning() {
    await().until(() -> !log.all().isEmpty());
    String message = log.warnings().get(0);
    log.all().clear();
    return message;
  }

  private static void fromTheShop(boolean bounces) {
    Offstage.run(new Mail(bounces));
  }

  private static void fromTheOffice(boolean bounces) {
    Offstage.run(new Mail(bounces));
  }

  @Test
  void the_right_one_of_two_places_is_named() {
    fromTheShop(true);
    assertThat(nextWarning())
        .startsWith("Task 'FailurePlaceTest$Mail' failed")
        .contains("FailurePlaceTest.fromTheShop(FailurePlaceTest.java:");

    fromTheOffice(true);
    assertThat(nextWarning()).contains("FailurePlaceTest.fromTheOffice(FailurePlaceTest.java:");

    fromTheShop(true);
    assertThat(nextWarning()).contains("FailurePlaceTest.fromTheShop(FailurePlaceTest.java:");
  }

  @Test
  void after_many_successes_the_first_failure_says_that_the_next_one_will_know() throws Exception {
    for (int i = 0; i < 300; i++) {
      fromTheShop(false);
    }
    Offstage.run(() -> {}).join();

    fromTheOffice(true);
    assertThat(nextWarning()).contains("handed over at (not recorded; the next calls record it)");
    fromTheOffice(true);
    assertThat(nextWarning()).contains("FailurePlaceTest.fromTheOffice(FailurePlaceTest.java:");
  }

  @Test
  void a_lambda_is_known_after_any_number_of_successes() throws Exception {
    for (int i = 0; i < 300; i++) {
      int number = i;
      Offstage.run(
          () -> {
            if (number == 299) {
              throw new IllegalStateException("the last");
            }
          });
    }

    assertThat(nextWarning())
        .contains("a_lambda_is_known_after_any_number_of_successes(FailurePlaceTest.java:");
  }
}
