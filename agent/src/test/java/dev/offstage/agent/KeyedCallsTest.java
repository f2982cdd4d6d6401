package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.Offstage;
import dev.offstage.Task;
import dev.offstage.TaskKnownException;
import dev.offstage.TestMode;
import dev.offstage.agent.app.Calls;
import dev.offstage.agent.app.Errands;
import dev.offstage.testing.LogRecords;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose key another task has: a caller that nobody changed gets no exception. */
class KeyedCallsTest {
  private final TestMode tasks = TestMode.manual();

  @BeforeEach
  void forgetCalls() {
    Calls.takeAll();
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

  @Test
  void should_do_nothing_for_a_call_that_joins() {
    Errands.visit("a");
    Errands.visit("a");
    Errands.visit("b");

    assertThat(tasks.queued()).hasSize(2);
    tasks.runAll();
    Errands.visit("a");
    assertThat(tasks.queued()).hasSize(1);
    tasks.runAll();
    assertThat(calls()).hasSize(3);
  }

  @Test
  void should_give_a_call_that_joins_the_result_of_the_other_one() {
    CompletableFuture<String> first = new Errands().ask("a");
    CompletableFuture<String> second = new Errands().ask("a");
    CompletableFuture<String> third = new Errands().ask("a");
    assertThat(third.cancel(true)).isTrue();
    assertThat(second).isNotSameAs(first).isNotDone();
    tasks.runAll();

    assertThat(first).isCompletedWithValue("a says yes");
    assertThat(second).isCompletedWithValue("a says yes");
    assertThat(calls()).containsExactly("ask a");
  }

  @Test
  void should_cancel_the_future_of_a_call_that_has_joined_with_the_other_one() {
    CompletableFuture<String> first = new Errands().ask("a");
    CompletableFuture<String> second = new Errands().ask("a");

    first.cancel(true);

    assertThat(second).isCancelled();
  }

  @Test
  void should_refuse_a_call_without_an_exception_for_its_caller() {
    try (LogRecords log = new LogRecords()) {
      new Errands().deliver("tea", 7);
      new Errands().deliver("tea", 7);
      new Errands().deliver("tea", 7);
      new Errands().deliver("tea", 8);
      assertThat(log.warnings())
          .filteredOn(message -> message.contains("a call of Errands.deliver does nothing"))
          .hasSize(1);
    }
    tasks.runAll();
    assertThat(calls()).containsExactly("deliver tea 7", "deliver tea 8");
  }

  @Test
  void should_give_a_call_that_is_refused_a_future_that_says_so() {
    CompletableFuture<String> first = new Errands().order("tea");
    CompletableFuture<String> second = new Errands().order("tea");

    assertThatThrownBy(second::get).hasCauseInstanceOf(TaskKnownException.class);
    tasks.runAll();
    assertThat(first).isCompletedWithValue("tea");
    assertThat(calls()).containsExactly("order tea");
  }

  @Test
  void should_put_a_call_in_the_place_of_one_that_waits() {
    new Errands().paint("door", "red");
    new Errands().paint("door", "blue");
    tasks.runAll();

    assertThat(calls()).containsExactly("paint door blue");
  }

  /** What waits is not given up for a call that then runs inline. */
  @Test
  void should_leave_the_one_that_waits_if_there_is_no_room_for_another() {
    new Errands().paint("door", "red");
    Task<?> waiting = tasks.queued().get(0);
    while (tasks.queued().size() < Offstage.pool().queueCapacity()) {
      Offstage.run(() -> {});
    }
    new Errands().paint("door", "blue");

    assertThat(waiting.isCancelled()).isFalse();
    assertThat(calls()).containsExactly("paint door blue");
  }
}
