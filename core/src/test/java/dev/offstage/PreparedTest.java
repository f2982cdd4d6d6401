package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.spring.SpringTransactionsOf;
import dev.offstage.spring.Transacting;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks whose start is said by hand, as after a commit on a plain connection. */
class PreparedTest {
  private final TestMode tasks = TestMode.manual();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    tasks.close();
  }

  private TaskBuilder<Integer> mail() {
    return Offstage.task(runs::incrementAndGet).name("mail");
  }

  private void assertRuns(int times) {
    tasks.runAll();
    assertThat(runs).hasValue(times);
  }

  @Test
  void it_has_its_place_and_waits_for_its_start() {
    Prepared<Integer> mail = mail().prepare();

    assertThat(mail.task().status()).isEqualTo(Task.Status.QUEUED);
    assertThat(Offstage.pool().queued()).isEqualTo(1);
    assertRuns(0);
    assertThat(mail.start()).isSameAs(mail.task());
    assertRuns(1);
  }

  @Test
  void cancelled_it_never_starts_and_gives_its_place_back() {
    Prepared<Integer> mail = mail().prepare();

    assertThat(mail.cancel()).isTrue();
    mail.start();

    assertRuns(0);
    assertThat(mail.task().isCancelled()).isTrue();
    assertThat(Offstage.pool().queued()).isZero();
  }

  @Test
  void the_first_of_start_and_cancel_counts() {
    Prepared<Integer> mail = mail().prepare();
    mail.start();

    assertThat(mail.cancel()).isFalse();
    mail.start();
    assertRuns(1);
  }

  @Test
  void one_whose_task_was_cancelled_does_not_start() {
    Prepared<Integer> mail = mail().prepare();
    mail.task().cancel("changed my mind");

    mail.start();

    assertRuns(0);
    assertThat(mail.task().cause()).isEqualTo("changed my mind");
  }

  @Test
  void a_full_pool_refuses_it_before_the_commit() {
    Pool pool = Pool.builder("mail").queue(1).build();
    Prepared<Integer> first = pool.task(runs::incrementAndGet).prepare();

    assertThatThrownBy(() -> pool.task(runs::incrementAndGet).prepare())
        .isInstanceOf(PoolFullException.class);
    first.cancel();
  }

  @Test
  void in_a_transaction_it_waits_for_both_the_commit_and_its_start() throws Exception {
    try (SpringTransactionsOf webapp = SpringTransactionsOf.version("5.3")) {
      Transacting spring = webapp.transactions();
      AtomicReference<Prepared<Integer>> first = new AtomicReference<>();
      AtomicReference<Prepared<Integer>> second = new AtomicReference<>();
      webapp.inWebapp(
          () ->
              spring.in(
                  "REQUIRED",
                  () -> {
                    first.set(mail().afterCommit().prepare());
                    second.set(mail().afterCommit().prepare());
                    first.get().start();
                    assertRuns(0);
                  }));

      assertRuns(1);
      second.get().start();
      assertRuns(2);
    }
  }

  @Test
  void in_a_transaction_that_is_rolled_back_its_start_does_nothing() throws Exception {
    try (SpringTransactionsOf webapp = SpringTransactionsOf.version("5.3")) {
      Transacting spring = webapp.transactions();
      AtomicReference<Prepared<Integer>> mail = new AtomicReference<>();
      webapp.inWebapp(
          () ->
              spring.in(
                  "REQUIRED",
                  () -> {
                    mail.set(mail().afterCommit().prepare());
                    spring.setRollbackOnly();
                  }));
      mail.get().start();

      assertRuns(0);
      assertThat(mail.get().task().cause()).isEqualTo("rolled back");
    }
  }
}
