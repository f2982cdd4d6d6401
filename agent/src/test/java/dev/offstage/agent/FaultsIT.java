package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.Fault.Kind;
import dev.offstage.agent.Round.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A fault in each method of the agent and of the library's side, one after the other: what the
 * application does stays the same. With {@code -Dfaults.all=true} each way of starting the agent
 * meets each kind of fault, which takes three times as long.
 */
class FaultsIT {
  /** Nothing of ours is above these that could catch what they throw at once. */
  private static final Set<String> OUTERMOST =
      new HashSet<>(
          Arrays.asList("OffstageAgent.premain", "OffstageAgent.agentmain", "Printer$Loop.run"));

  /**
   * Called by the pool: the call is a task already and cannot run inline any more. It fails as any
   * task does, through its future or in the log.
   */
  private static final Set<String> IN_THE_TASK =
      new HashSet<>(
          Arrays.asList(
              "SpringInvocations$Later.run",
              "SpreadCall.run",
              "SpreadCall.call",
              "RedirectedFuture.call",
              "RedirectedFuture.hasFailed",
              "RedirectedFuture.outcome",
              "RedirectedFuture.completeAs"));

  @RegisterExtension static final WithoutAgent JVM = new WithoutAgent();

  private static String nameOf(String method) {
    return method.substring(0, method.indexOf('('));
  }

  static Stream<Arguments> faults() throws Exception {
    List<Arguments> faults = new ArrayList<>();
    for (Way way : Way.values()) {
      Fault none = Fault.none();
      try (Round round = new Round(JVM.instrumentation(), none)) {
        round.live(way);
      }
      Kind[] kinds =
          Boolean.getBoolean("faults.all")
              ? Kind.values()
              : new Kind[] {way == Way.PREMAIN ? Kind.EXCEPTION : Kind.LATE_ERROR};
      new TreeMap<>(none.calls())
          .forEach(
              (method, calls) -> {
                for (Kind kind : kinds) {
                  if (!OUTERMOST.contains(nameOf(method))) {
                    faults.add(Arguments.of(way, new Fault(method, kind, calls.get())));
                  }
                }
              });
    }
    return faults.stream();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void should_leave_the_application_as_it_is(Way way, Fault fault) throws Exception {
    try (Round round = new Round(JVM.instrumentation(), fault)) {
      round.live(way);

      assertThat(fault.strikes() > 0 || !fault.isAtOnce()).isTrue();
      if (IN_THE_TASK.contains(nameOf(fault.method()))) {
        assertThatNothingIsLostInSilence(round, fault);
      } else {
        assertThat(round.problems()).isEmpty();
      }
    }
  }

  private static void assertThatNothingIsLostInSilence(Round round, Fault fault) throws Exception {
    List<String> problems = round.problems();
    long inFutures = problems.stream().filter(FaultsIT::isFailedFuture).count();
    long inLog = round.log().stream().filter(line -> Fault.isInjected(line.getThrown())).count();
    assertThat(inFutures + inLog).isEqualTo(fault.strikes());
    assertThat(problems)
        .allMatch(problem -> isFailedFuture(problem) || problem.startsWith("has not run: "));
  }

  private static boolean isFailedFuture(String problem) {
    return problem.contains(": later threw " + Fault.class.getName());
  }

  @ParameterizedTest
  @EnumSource
  void should_redirect_where_there_is_no_fault(Way way) throws Exception {
    try (Round round = new Round(JVM.instrumentation(), Fault.none())) {
      round.live(way);

      assertThat(round.problems()).isEmpty();
      assertThat(round.ranInPool()).hasSizeGreaterThan(25);
      assertThat(round.log())
          .extracting(LogRecord::getMessage)
          .haveExactly(1, failure("Stall.failing"))
          .haveExactly(1, failure("PlainPost.failing"));
      assertThat(round.printed()).contains("[offstage] redirects ");
    }
  }

  private static Condition<String> failure(String method) {
    return new Condition<>(line -> line.startsWith("Task '" + method + "' failed"), method);
  }

  @Test
  void should_strike_nearly_all_there_is() throws Exception {
    Set<String> missed = new TreeSet<>(Faulty.METHODS);
    for (Way way : Way.values()) {
      Fault none = Fault.none();
      try (Round round = new Round(JVM.instrumentation(), none)) {
        round.live(way);
      }
      missed.removeAll(none.calls().keySet());
    }

    assertThat(missed.size()).as("missed: %s", missed).isLessThan(Faulty.METHODS.size() / 6);
  }
}
