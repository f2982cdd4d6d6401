package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.spring.SpringTransactionsOf;
import dev.offstage.spring.Transacting;
import dev.offstage.testing.LogRecords;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that start after the commit, in real Springs, each of which is in a webapp of its own. */
@ParameterizedClass(name = "Spring {0}")
@MethodSource("dev.offstage.spring.SpringTransactionsOf#versions")
class AfterSpringCommitTest {
  private final TestMode tasks = TestMode.manual();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicReference<Task<Integer>> mail = new AtomicReference<>();

  @Parameter String version;

  private SpringTransactionsOf webapp;
  private Transacting spring;

  @BeforeEach
  void load() throws Exception {
    webapp = SpringTransactionsOf.version(version);
    spring = webapp.transactions();
  }

  @AfterEach
  void close() throws Exception {
    tasks.close();
    webapp.close();
  }

  private void handOver() {
    mail.set(Offstage.task(runs::incrementAndGet).name("mail").afterCommit().start());
  }

  private void assertWaits() {
    assertThat(mail.get().status()).isEqualTo(Task.Status.QUEUED);
    assertThat(tasks.queued()).isEmpty();
    assertThat(Offstage.pool().queued()).isEqualTo(1);
  }

  private void assertStarts() {
    assertThat(tasks.queued()).containsExactly(mail.get());
    tasks.runAll();
    assertThat(runs).hasValue(1);
    assertThat(Offstage.pool().counts().rolledBack()).isZero();
  }

  private void assertNeverStarts(String cause) {
    assertThat(mail.get().status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(mail.get().cause()).isEqualTo(cause);
    tasks.runAll();
    assertThat(runs).hasValue(0);
    assertThat(Offstage.pool().queued()).isZero();
    assertThat(Offstage.pool().counts().rolledBack()).isEqualTo(1);
    assertThat(Offstage.pool().counts().cancelled()).isEqualTo(1);
  }

  private static Work then(Work first, RuntimeException thrown) {
    return () -> {
      first.run();
      throw thrown;
    };
  }

  private void assertThrows(Work work, Throwable thrown) {
    assertThatThrownBy(() -> webapp.inWebapp(work)).isSameAs(thrown);
  }

  @Test
  void after_a_commit_it_starts_and_not_before() throws Exception {
    webapp.inWebapp(
        () ->
            spring.in(
                "REQUIRED",
                () -> {
                  handOver();
                  assertWaits();
                }));

    assertStarts();
  }

  @Test
  void after_a_rollback_it_never_starts() {
    RuntimeException thrown = new IllegalStateException("of the app");

    assertThrows(() -> spring.in("REQUIRED", then(this::handOver, thrown)), thrown);

    assertNeverStarts("rolled back");
  }

  @Test
  void after_a_rollback_to_a_savepoint_it_never_starts_where_spring_tells() throws Exception {
    RuntimeException thrown = new IllegalStateException("of the app");
    webapp.inWebapp(
        () ->
            spring.in(
                "REQUIRED",
                () ->
                    assertThatThrownBy(() -> spring.in("NESTED", then(this::handOver, thrown)))
                        .isSameAs(thrown)));

    if (version.compareTo("6.2") < 0) {
      assertStarts();
    } else {
      assertNeverStarts("rolled back");
    }
  }

  @Test
  void what_is_handed_over_before_a_savepoint_does_not_care_for_it() throws Exception {
    RuntimeException thrown = new IllegalStateException("of the app");
    webapp.inWebapp(
        () ->
            spring.in(
                "REQUIRED",
                () -> {
                  handOver();
                  assertThatThrownBy(() -> spring.in("NESTED", then(() -> {}, thrown)))
                      .isSameAs(thrown);
                  assertWaits();
                }));

    assertStarts();
  }

  @Test
  void in_a_new_transaction_inside_of_another_that_one_decides() throws Exception {
    RuntimeException thrown = new IllegalStateException("of the app");
    Work outer =
        () -> {
          spring.in("REQUIRES_NEW", this::handOver);
          assertThat(tasks.queued()).hasSize(1);
        };

    assertThrows(() -> spring.in("REQUIRED", then(outer, thrown)), thrown);

    assertStarts();
  }

  @Test
  void a_new_transaction_inside_of_its_own_decides_nothing() throws Exception {
    RuntimeException thrown = new IllegalStateException("of the app");
    Work outer =
        () -> {
          handOver();
          spring.in("REQUIRES_NEW", () -> {});
          assertWaits();
        };

    assertThrows(() -> spring.in("REQUIRED", then(outer, thrown)), thrown);

    assertNeverStarts("rolled back");
  }

  @Test
  void with_supports_and_no_transaction_it_starts_at_once() throws Exception {
    webapp.inWebapp(
        () ->
            spring.in(
                "SUPPORTS",
                () -> {
                  handOver();
                  assertStarts();
                }));
  }

  @Test
  void after_a_timeout_it_never_starts() {
    Work work =
        () -> {
          handOver();
          spring.askForTimeLeft();
        };

    assertThatThrownBy(() -> webapp.inWebapp(() -> spring.outOfTime(work)))
        .hasMessageContaining("timed out");

    assertNeverStarts("rolled back");
  }

  @Test
  void what_another_synchronization_throws_after_the_commit_does_not_stop_it() {
    RuntimeException thrown = new IllegalStateException("of the app");
    Work work =
        () -> {
          spring.afterCommit(
              () -> {
                throw thrown;
              });
          handOver();
        };

    assertThrows(() -> spring.in("REQUIRED", work), thrown);

    assertStarts();
  }

  @Test
  void handed_over_by_another_synchronization_after_the_commit_it_starts() throws Exception {
    webapp.inWebapp(() -> spring.in("REQUIRED", () -> spring.afterCommit(this::handOver)));

    assertStarts();
  }

  @Test
  void after_a_transaction_that_only_reads_it_starts() throws Exception {
    webapp.inWebapp(
        () ->
            spring.readOnly(
                () -> {
                  handOver();
                  assertWaits();
                }));

    assertStarts();
  }

  @Test
  void without_a_transaction_it_starts_at_once() throws Exception {
    webapp.inWebapp(this::handOver);

    assertStarts();
  }

  @Test
  void in_a_transaction_that_is_marked_for_rollback_it_never_starts() throws Exception {
    webapp.inWebapp(
        () ->
            spring.in(
                "REQUIRED",
                () -> {
                  handOver();
                  spring.setRollbackOnly();
                }));

    assertNeverStarts("rolled back");
  }

  @Test
  void when_nobody_knows_how_the_transaction_ended_it_never_starts() {
    Work work =
        () -> {
          handOver();
          spring.failWithoutOutcome();
        };

    try (LogRecords log = new LogRecords()) {
      assertThatThrownBy(() -> webapp.inWebapp(() -> spring.in("REQUIRED", work)))
          .hasMessageContaining("connection died");

      assertNeverStarts("outcome unknown");
      assertThat(log.warnings())
          .containsExactly(
              "offstage: 'mail' does not start: nobody knows whether its transaction was committed");
    }
  }
}
