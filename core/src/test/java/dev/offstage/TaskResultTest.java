package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task keeps the contract of Future. */
class TaskResultTest {
  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static Task<String> failing(Throwable thrown) {
    return Offstage.call(
        () -> {
          if (thrown instanceof Error) {
            throw (Error) thrown;
          }
          throw (Exception) thrown;
        });
  }

  static Throwable[] everyKindOfFailure() {
    return new Throwable[] {
      new IOException("checked"),
      new IllegalStateException("unchecked"),
      new AssertionError("error"),
      // What the work got from another task, and no cancellation of this one.
      new CancellationException("of something else"),
      new CompletionException("wrapped", new IOException("inside")),
      new ExecutionException("wrapped", new IOException("inside"))
    };
  }

  @Test
  void get_waits_for_the_result() throws Exception {
    Task<String> task =
        Offstage.call(
            () -> {
              gate.pass();
              return "thumbnail";
            });
    gate.open();

    assertThat(task.get()).isEqualTo("thumbnail");
    assertThat(task.get(0, TimeUnit.SECONDS)).isEqualTo("thumbnail");
    assertThat(task.join()).isEqualTo("thumbnail");
    assertThat(task.join(Duration.ZERO)).isEqualTo("thumbnail");
  }

  @ParameterizedTest
  @MethodSource("everyKindOfFailure")
  void whatever_the_work_threw_is_the_cause(Throwable thrown) {
    Task<String> task = failing(thrown);

    assertThatThrownBy(task::get).isExactlyInstanceOf(ExecutionException.class).hasCause(thrown);
    assertThatThrownBy(() -> task.get(20, TimeUnit.SECONDS))
        .isExactlyInstanceOf(ExecutionException.class)
        .hasCause(thrown);
    assertThatThrownBy(task::join)
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining(task.name())
        .hasCause(thrown);
    assertThatThrownBy(() -> task.join(Duration.ofSeconds(20)))
        .isInstanceOf(TaskFailedException.class)
        .hasCause(thrown);
    assertThat(task.error()).isSameAs(thrown);
    assertThat(task.isCancelled()).isFalse();
  }

  @Test
  void a_limit_that_is_too_short_says_what_is_still_going_on() {
    Task<Void> task = Offstage.task(gate::pass).name("slow").start();
    gate.awaitArrived(1);

    assertThatThrownBy(() -> task.get(20, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("Task 'slow' is still RUNNING after 20ms");
    assertThatThrownBy(() -> task.join(Duration.ofMillis(20)))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("Task 'slow' is still RUNNING after 20ms");
    assertThat(task.isDone()).isFalse();
  }

  @Test
  void join_takes_any_duration() throws Exception {
    Task<String> task = Offstage.call(() -> "done");

    assertThat(task.join(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("done");
  }

  @Test
  void who_waits_can_be_interrupted_and_the_task_goes_on() throws Exception {
    Task<Void> task = Offstage.run(gate::pass);

    Thread.currentThread().interrupt();
    assertThatThrownBy(task::get).isInstanceOf(InterruptedException.class);
    gate.open();

    task.join();
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  @Test
  void a_cancelled_task_has_no_result() {
    Task<Void> task = Offstage.run(gate::pass);
    task.cancel();

    assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> task.get(1, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> task.join(Duration.ofSeconds(1)))
        .isInstanceOf(CancellationException.class);
  }
}
