package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that is tried again, on a clock that the test moves. */
class RetryTest {
  private static final Backoff EXACT = Backoff.from(Duration.ofSeconds(1)).jitter(0);

  private final TestMode tasks = TestMode.manual();
  private final AtomicInteger attempts = new AtomicInteger();

  @AfterEach
  void close() {
    tasks.close();
  }

  private String failing(int times, Exception thrown) throws Exception {
    if (attempts.incrementAndGet() <= times) {
      throw thrown;
    }
    return "done";
  }

  private TaskBuilder<String> failingTwice() {
    return Offstage.task(() -> failing(2, new IOException("down")));
  }

  /** Lets time pass until nothing waits any more. */
  private void runAll() {
    for (int i = 0; i < 200; i++) {
      tasks.runAll();
      tasks.advance(Duration.ofMinutes(2));
    }
  }

  @Test
  void work_that_fails_is_not_tried_again_unless_asked() throws Exception {
    Task<String> task = failingTwice().start();
    runAll();

    assertThat(task.error()).hasMessage("down");
    assertThat(attempts).hasValue(1);
    assertThat(task.attempts()).singleElement().extracting(Attempt::number).isEqualTo(1);
  }

  @Test
  void work_that_fails_twice_succeeds_at_the_third_attempt() throws Exception {
    Task<String> task = failingTwice().retries(3).start();
    runAll();

    assertThat(task.join()).isEqualTo("done");
    assertThat(attempts).hasValue(3);
    assertThat(task.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(task.attempts().get(2).error()).isNull();
    assertThat(Offstage.pool().counts().retried()).isEqualTo(2);
    assertThat(Offstage.pool().counts().succeeded()).isEqualTo(1);
    assertThat(Offstage.pool().counts().failed()).isZero();
  }

  @Test
  void three_retries_are_four_attempts_and_all_errors_are_kept() {
    List<Exception> thrown = new ArrayList<>();
    Task<?> task =
        Offstage.task(
                () -> {
                  thrown.add(new IOException("number " + attempts.incrementAndGet()));
                  throw thrown.get(thrown.size() - 1);
                })
            .retries(3)
            .start();
    runAll();

    assertThat(attempts).hasValue(4);
    assertThat(task.error()).isSameAs(thrown.get(3));
    assertThat(task.error().getSuppressed()).containsExactlyElementsOf(thrown.subList(0, 3));
  }

  @Test
  void a_task_waits_between_attempts_as_its_backoff_says_and_is_queued_meanwhile() {
    Task<String> task = failingTwice().retries(2).backoff(EXACT).start();
    tasks.runAll();

    assertThat(task.status()).isEqualTo(Task.Status.QUEUED);
    assertThat(task.nextAttempt()).isEqualTo(task.created().plusSeconds(1));
    assertThat(Offstage.pool().queued()).isEqualTo(1);
    tasks.advance(Duration.ofMillis(999));
    assertThat(tasks.queued()).isEmpty();
    tasks.advance(Duration.ofMillis(1));
    assertThat(tasks.queued()).hasSize(1);
    tasks.runAll();

    tasks.advance(Duration.ofMillis(1999));
    assertThat(tasks.queued()).isEmpty();
    tasks.advance(Duration.ofMillis(1));
    tasks.runAll();
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(task.nextAttempt()).isNull();
  }

  @Test
  void only_exceptions_of_the_given_types_are_tried_again() {
    Task<String> task =
        Offstage.task(() -> failing(2, new IllegalStateException("no")))
            .retries(3)
            .retryOn(IOException.class, UncheckedIOException.class)
            .start();
    runAll();

    assertThat(task.error()).hasMessage("no");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void exceptions_of_an_excluded_type_are_not_tried_again() {
    Task<String> task =
        Offstage.task(() -> failing(2, new FileNotFoundException("gone")))
            .retries(3)
            .retryOn(IOException.class)
            .noRetryOn(FileNotFoundException.class)
            .start();
    runAll();

    assertThat(task.error()).hasMessage("gone");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void a_condition_decides_and_one_that_throws_ends_it_with_what_the_work_threw() {
    Task<String> some = failingTwice().retries(3).retryIf(e -> attempts.get() < 2).start();
    runAll();
    assertThat(attempts).hasValue(2);
    assertThat(some.error()).hasMessage("down");

    attempts.set(0);
    Task<String> broken =
        failingTwice()
            .retries(3)
            .retryIf(
                e -> {
                  throw new IllegalStateException("broken");
                })
            .start();
    runAll();
    assertThat(broken.error()).hasMessage("down");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void an_error_is_not_tried_again_unless_asked() {
    Task<?> plain =
        Offstage.task(
                () -> {
                  attempts.incrementAndGet();
                  throw new AssertionError("broken");
                })
            .retries(3)
            .start();
    runAll();
    assertThat(plain.status()).isEqualTo(Task.Status.FAILED);
    assertThat(attempts).hasValue(1);

    attempts.set(0);
    Offstage.task(
            () -> {
              attempts.incrementAndGet();
              throw new AssertionError("broken");
            })
        .retries(3)
        .retryOn(AssertionError.class)
        .start();
    runAll();
    assertThat(attempts).hasValue(4);
  }

  @Test
  void whoever_wants_to_hear_of_the_last_failure_does_so_once() {
    List<Task<?>> heard = new ArrayList<>();
    Task<String> task = failingTwice().retries(1).onGiveUp(heard::add).start();
    runAll();

    assertThat(heard).containsExactly(task);
    assertThat(task.status()).isEqualTo(Task.Status.FAILED);

    attempts.set(0);
    failingTwice().retries(2).onGiveUp(heard::add).start();
    runAll();
    assertThat(heard).hasSize(1);
  }

  @Test
  void a_cancelled_task_is_not_tried_again() {
    Task<String> task = failingTwice().retries(3).backoff(EXACT).start();
    tasks.runAll();

    assertThat(task.cancel("customer left")).isTrue();
    runAll();
    assertThat(attempts).hasValue(1);
    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(task.cause()).isEqualTo("customer left");
    assertThat(Offstage.pool().queued()).isZero();
  }

  @Test
  void of_many_attempts_the_first_three_and_the_last_seven_are_kept() {
    Task<String> task =
        Offstage.task(() -> failing(100, new IOException("down " + attempts.get())))
            .retries(20)
            .start();
    runAll();

    assertThat(task.attempts())
        .extracting(Attempt::number)
        .containsExactly(1, 2, 3, 15, 16, 17, 18, 19, 20, 21);
    assertThat(task.error()).hasMessage("down 20");
    assertThat(task.error().getSuppressed()).hasSize(9);
  }

  @Test
  void an_error_that_all_tasks_share_does_not_collect_those_of_all() {
    IOException shared = new IOException("down");
    for (int i = 0; i < 30; i++) {
      attempts.set(0);
      Offstage.task(
              () -> {
                throw attempts.incrementAndGet() == 1 ? new IOException("first") : shared;
              })
          .retries(1)
          .start();
      tasks.runAll();
      tasks.advance(Duration.ofMinutes(2));
      tasks.runAll();
    }

    assertThat(shared.getSuppressed()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void a_pool_may_try_all_of_its_tasks_again() throws Exception {
    try (App app = App.with("offstage.pool.retries", "2", "offstage.pool.backoff", "1ms")) {
      assertThat(Offstage.call(() -> failing(2, new IOException("down"))).join()).isEqualTo("done");
      attempts.set(0);
      assertThatThrownBy(
              () ->
                  Offstage.task(() -> failing(2, new IOException("down")))
                      .retries(0)
                      .start()
                      .join())
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void wrong_numbers_are_refused() {
    assertThatThrownBy(() -> failingTwice().retries(101))
        .hasMessage("retries is 101; allowed: 0 to 100");
    assertThatThrownBy(() -> failingTwice().retries(-1)).hasMessageContaining("0 to 100");
    assertThatThrownBy(() -> failingTwice().expires(Duration.ZERO))
        .hasMessageContaining("expires is 0ms; allowed: 1ms to 24h");
  }

  @Test
  void the_log_says_which_attempt_failed_and_when_the_next_one_is() {
    try (LogRecords log = new LogRecords()) {
      Task<String> unused = failingTwice().name("mail").retries(2).backoff(EXACT).start();
      runAll();

      assertThat(log.warnings())
          .hasSize(2)
          .anyMatch(
              line ->
                  line.contains("'mail' failed")
                      && line.contains("attempt 1 of 3; the next one in 1s"))
          .anyMatch(line -> line.contains("attempt 2 of 3; the next one in 2s"));
    }
  }
}
