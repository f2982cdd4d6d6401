package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Work that comes again and again, on real threads. */
class RecurringOnThreadsTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  private final LogRecords log = new LogRecords();
  private final Gate gate = new Gate();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  private void work() {
    threads.add(Thread.currentThread().getName());
  }

  @Test
  void work_runs_on_threads_of_its_pool_and_as_nobody() {
    List<String> users = new CopyOnWriteArrayList<>();
    MDC.put("user", "ann");
    try (App app = App.with()) {
      Offstage.every(
          OFTEN,
          () -> {
            users.add(Objects.toString(MDC.get("user")));
            work();
          });
      await().until(() -> threads.size() >= 3);
    } finally {
      MDC.clear();
    }

    assertThat(threads).allMatch(name -> name.startsWith("offstage-shop-default-"));
    assertThat(users).containsOnly("null");
  }

  @Test
  void it_ends_with_the_application_which_does_not_wait_for_the_next_time() {
    Recurring often;
    Recurring report;
    try (App app = App.with("offstage.drain", "20s")) {
      often = Offstage.every(OFTEN, this::work);
      report = Offstage.cron("@yearly", this::work);
      await().until(() -> !threads.isEmpty());
      assertThat(report.next()).isNotNull();
    }
    int ran = threads.size();

    await().until(() -> App.threads() == 0);
    assertThat(threads).hasSize(ran);
    assertThat(often.last().isDone()).isTrue();
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void in_an_application_that_is_switched_off_it_holds_up_no_timer() throws Exception {
    try (App app = App.with("offstage.enabled", "false")) {
      Recurring first = Offstage.every(OFTEN, gate::pass);
      Offstage.every(OFTEN, this::work);
      await().until(() -> threads.size() >= 3);
      assertThat(threads).allMatch(name -> name.startsWith("offstage-shop-late-"));
      gate.awaitArrived(1);
      gate.open();
      await().until(() -> first.last() != null);
    }
  }

  @Test
  void whatever_a_full_pool_does_with_others_it_skips_what_comes_again() {
    try (App app =
        App.with(
            "offstage.pool.size",
            "1",
            "offstage.pool.queue",
            "1",
            "offstage.pool.full",
            "caller-runs")) {
      gate.fill(Offstage.pool());
      Recurring often = Offstage.every(OFTEN, this::work);
      await().until(() -> often.skipped() >= 3);
      assertThat(threads).isEmpty();

      gate.open();
      await().until(() -> threads.size() >= 2);
    }
    assertThat(threads).allMatch(name -> name.startsWith("offstage-shop-default-"));
  }
}
