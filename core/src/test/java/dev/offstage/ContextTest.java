package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.Arrays;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/**
 * A task sees the world of its submitter and leaves nothing behind: spring-boot #48285,
 * micronaut-core #1049 (MDC), spring-security #16588, #3378 (accessors), spring-boot #19427 (class
 * loader).
 */
class ContextTest {
  private final App app = App.with("offstage.pool.size", "1");

  @AfterEach
  void stop() {
    for (Carried kind : Carried.values()) {
      kind.clear();
    }
    app.close();
  }

  @Test
  void the_logging_libraries_here_are_real() {
    assertThat(MDC.getMDCAdapter()).isInstanceOf(LogbackMDCAdapter.class);
    assertThat(LogManager.getContext(false)).isInstanceOf(LoggerContext.class);
  }

  @ParameterizedTest
  @EnumSource
  void a_task_sees_what_its_submitter_had_at_that_moment(Carried kind) throws Exception {
    Gate gate = new Gate();
    gate.occupy(Offstage.pool());
    kind.set("alice");
    Task<String> task = Offstage.call(kind::get);
    kind.set("bob");
    gate.open();

    assertThat(task.join()).isEqualTo("alice");
    assertThat(kind.get()).isEqualTo("bob");
  }

  @ParameterizedTest
  @EnumSource
  void the_next_task_sees_nothing_of_it(Carried kind) throws Exception {
    kind.set("alice");
    Offstage.run(() -> {}).join();
    kind.clear();

    assertThat(Offstage.call(kind::get).join()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void what_a_task_sets_is_gone_after_it(Carried kind) throws Exception {
    Offstage.run(() -> kind.set("left behind")).join();

    assertThat(Offstage.call(kind::get).join()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void what_a_task_sets_is_gone_also_when_it_throws(Carried kind) throws Exception {
    kind.set("alice");
    Task<String> task =
        Offstage.call(
            () -> {
              kind.set("left behind");
              throw new StackOverflowError("deep");
            });
    assertThatThrownBy(task::join).hasCauseInstanceOf(StackOverflowError.class);
    kind.clear();

    assertThat(Offstage.call(kind::get).join()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void a_submitter_that_has_nothing_gives_nothing(Carried kind) throws Exception {
    for (Carried each : Carried.values()) {
      if (each != kind) {
        each.set("something else");
      }
    }

    assertThat(Offstage.call(kind::get).join()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void who_runs_a_task_as_its_caller_keeps_what_it_had(Carried kind) {
    Pool pool = Pool.builder("tiny").size(1).queue(1).whenFull(WhenFull.callerRuns()).build();
    Gate gate = new Gate();
    gate.fill(pool);
    kind.set("mine");

    Task<Void> task = pool.run(() -> kind.set("the task's"));
    gate.open();

    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(kind.get()).isEqualTo("mine");
  }

  @ParameterizedTest
  @EnumSource
  void a_task_that_a_waiting_task_runs_has_its_own_world(Carried kind) throws Exception {
    kind.set("outer");
    Task<String> outer =
        Offstage.call(
            () -> {
              kind.set("inner");
              Task<String> inner = Offstage.call(kind::get);
              kind.set("outer again");
              return inner.join() + ", " + kind.get();
            });

    assertThat(outer.join()).isEqualTo("inner, outer again");
  }

  @ParameterizedTest
  @EnumSource
  void the_items_of_a_batch_see_it_too(Carried kind) throws Exception {
    kind.set("alice");
    Batch<String> batch =
        Offstage.map(
            Arrays.asList(1, 2, 3, 4, 5),
            n -> {
              String seen = kind.get();
              kind.set("left behind");
              return seen;
            });

    assertThat(batch.join()).containsOnly("alice");
  }
}
