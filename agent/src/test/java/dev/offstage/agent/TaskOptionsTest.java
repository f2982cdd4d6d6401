package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Attempt;
import dev.offstage.Priority;
import dev.offstage.Task;
import dev.offstage.TestMode;
import dev.offstage.agent.app.Calls;
import dev.offstage.agent.app.Errands;
import dev.offstage.internal.task.PoolTask;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Marks that say how often a body is tried, and how long. */
class TaskOptionsTest {
  private final TestMode tasks = TestMode.manual();

  @BeforeEach
  void forgetCalls() {
    Calls.takeAll();
    Errands.FAILURES.set(0);
  }

  @AfterEach
  void close() {
    tasks.close();
  }

  private static List<String> calls() {
    return Calls.takeAll().stream()
        .map(call -> call.substring(0, call.indexOf('@')))
        .collect(Collectors.toList());
  }

  private void runAll() {
    for (int i = 0; i < 6; i++) {
      tasks.runAll();
      tasks.advance(Duration.ofMinutes(2));
    }
  }

  @Test
  void should_run_a_body_that_throws_again_with_the_same_arguments() throws Exception {
    Errands.FAILURES.set(2);
    new Errands().send("a");
    Task<?> task = tasks.queued().get(0);
    runAll();

    assertThat(calls()).containsExactly("send a", "send a", "send a");
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(task.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
  }

  @Test
  void should_wait_between_attempts_as_the_mark_says() throws Exception {
    Errands.FAILURES.set(2);
    new Errands().send("a");
    tasks.runAll();
    tasks.advance(Duration.ofMillis(999));
    assertThat(tasks.runAll()).isZero();
    tasks.advance(Duration.ofMillis(1));
    assertThat(tasks.runAll()).isOne();
    tasks.advance(Duration.ofMillis(1_999));
    assertThat(tasks.runAll()).isZero();
    tasks.advance(Duration.ofMillis(1));
    assertThat(tasks.runAll()).isOne();
  }

  @Test
  void should_complete_the_callers_future_after_the_last_attempt() throws Exception {
    Errands.FAILURES.set(3);
    CompletableFuture<String> reply = new Errands().reply("b");
    tasks.runAll();
    assertThat(reply).isNotDone();
    runAll();

    assertThat(reply).isCompletedWithValue("dear b");
    assertThat(calls()).hasSize(4);

    Errands.FAILURES.set(4);
    CompletableFuture<String> failed = new Errands().reply("c");
    runAll();
    assertThatThrownBy(failed::get).hasRootCauseMessage("down");
  }

  static List<Object[]> thrown() {
    return Arrays.asList(
        new Object[] {new IOException("a"), 4},
        new Object[] {new EOFException("what extends it"), 4},
        new Object[] {new IllegalStateException("b"), 4},
        new Object[] {new FileNotFoundException("c"), 1},
        new Object[] {new UncheckedIOException(new IOException("d")), 1});
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void should_try_again_only_after_what_the_mark_names(Exception thrown, int attempts)
      throws Exception {
    new Errands().fetch(thrown);
    runAll();

    assertThat(calls()).hasSize(attempts);
  }

  @Test
  void should_fail_a_body_that_does_not_end_in_time() throws Exception {
    new Errands().waitFor(new CountDownLatch(0));
    Task<?> quick = tasks.queued().get(0);
    runAll();
    assertThat(quick.status()).isEqualTo(Task.Status.SUCCEEDED);

    new Errands().waitFor(new CountDownLatch(1));
    Task<?> slow = tasks.queued().get(0);
    Thread thread = new Thread(tasks::runNext);
    thread.start();
    await().until(() -> Calls.count() > 1);
    tasks.advance(Duration.ofSeconds(30));
    assertThat(slow.isStopping()).isTrue();
    assertThat(slow.isDone()).isFalse();
    tasks.advance(Duration.ofSeconds(5));
    thread.join();

    assertThat(slow.error()).hasMessageContaining("35s");
  }

  @Test
  void should_cancel_what_has_waited_too_long() {
    Errands.tell("a");
    Task<?> task = tasks.queued().get(0);
    assertThat(((PoolTask<?>) task).priority()).isEqualTo(Priority.LOW);
    tasks.advance(Duration.ofSeconds(61));
    tasks.runAll();

    assertThat(task.isCancelled()).isTrue();
    assertThat(task.cause()).isEqualTo("expired");
    assertThat(calls()).isEmpty();
  }

  @Test
  void should_hand_over_with_a_key_and_an_order_of_the_arguments() {
    new Errands().deliver("tea", 7);
    new Errands().deliver("tea", 8);
    runAll();

    assertThat(calls()).containsExactly("deliver tea 7", "deliver tea 8");
  }

  @Test
  void should_run_inline_if_the_text_of_an_argument_cannot_be_had() {
    Object silent =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text today");
          }
        };
    Errands.visit(silent);
    assertThat(tasks.queued()).isEmpty();
    Errands.visit(null);
    assertThat(tasks.queued()).hasSize(1);
    runAll();

    assertThat(calls()).containsExactly("visit", "visit");
  }

  @Test
  void should_start_at_once_outside_of_a_request() {
    new Errands().answer();
    runAll();

    assertThat(calls()).containsExactly("answer");
  }

  @Test
  void should_run_inline_if_there_is_no_such_limit() {
    new Errands().limited();

    assertThat(tasks.queued()).isEmpty();
    assertThat(calls()).containsExactly("limited");
  }

  /** Without a store, for a test: {@link TestMode} has none. */
  @Test
  void should_hand_over_what_is_durable() {
    Errands.keep("a");
    runAll();

    assertThat(calls()).containsExactly("keep a");
  }

  @Test
  void should_tell_the_library_what_is_durable() throws Exception {
    String type = Errands.class.getName();
    LoadedApp app =
        LoadedApp.load(
            type + "#tell(String) durable=yes\n" + type + "#keep durable=no\n", "web.xml", type);
    assertThat(app.durable()).containsExactly(type + "#tell(java.lang.String) (web.xml, line 1)");

    assertThat(LoadedApp.load("", "web.xml", type).durable())
        .containsExactly(type + "#keep(java.lang.String) (@Background)");
  }

  @Test
  void should_refuse_marks_that_are_mistakes_with_the_reason() throws Exception {
    LoadedApp app = LoadedApp.load("", "web.xml", Errands.Wrong.class.getName());

    List<String> expected =
        Arrays.asList(
            "keptRequest(javax.servlet.http.HttpServletRequest) (@Background): it is to be durable"
                + " and takes a request, which cannot be stored",
            "ofArray(byte[]) (@Background): its key or orderBy has {0}, which is a byte[]",
            "ofRequest(javax.servlet.http.HttpServletRequest) (@Background): its key or orderBy has"
                + " {0}, which is a javax.servlet.http.HttpServletRequest: the text of such",
            "ofThird(java.lang.String, java.lang.String) (@Background): its key or orderBy has {2},"
                + " and it takes 2 arguments, the last of which is {1}",
            "ofThis() (@Background): key is '{this}'; braces stand for arguments only",
            "outlived(java.lang.String) (@Background): it is to be durable and returns a"
                + " java.util.concurrent.CompletableFuture, which ends with the process",
            "soon() (@Background): timeout is 'soon', not a duration",
            "tooOften() (@Background): retries is '101'; allowed: 0 to 100",
            "withoutKey() (@Background): whenKnown has no effect without key=",
            "withoutResponse() (@Background): answer has no effect without start=after-response");
    assertThat(app.redirected()).isEmpty();
    assertThat(app.refused()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(app.refused().get(i))
          .startsWith("refuses " + Errands.Wrong.class.getName() + "#" + expected.get(i));
    }
  }

  @Test
  void should_say_what_a_mark_asks_for() throws Exception {
    LoadedApp app = LoadedApp.load("", "web.xml", Errands.class.getName());

    assertThat(app.refused()).isEmpty();
    assertThat(app.redirected())
        .anyMatch(
            line ->
                line.endsWith(
                    "#send(java.lang.String) to the pool 'default' with retries=3"
                        + " backoff=\"1s x2 <=1m +-0%\" (@Background)"))
        .anyMatch(
            line ->
                line.endsWith(
                    "#fetch(java.lang.Exception) to the pool 'default' with retries=3 backoff=0s"
                        + " retryOn=java.io.IOException,java.lang.IllegalStateException"
                        + " noRetryOn=java.io.FileNotFoundException (@Background)"))
        .anyMatch(
            line ->
                line.endsWith(
                    "#keep(java.lang.String) to the pool 'default' with durable=yes (@Background)"))
        .anyMatch(
            line ->
                line.endsWith(
                    "#answer() to the pool 'default' with answer=below-400 delay=0s key=answer"
                        + " (@Background)"));
  }
}
