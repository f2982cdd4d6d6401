package dev.offstage.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.Answer;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.WhenKnown;
import dev.offstage.internal.gate.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent writes about a method is what its tasks are asked for. */
class RedirectOptionsTest {
  private static Plan plan(String options) {
    Plan plan = RedirectOptions.parse(options).plans.plan();
    assertThat(plan).isNotNull();
    return plan;
  }

  @Test
  void a_plain_method_has_no_plan() {
    RedirectOptions options = RedirectOptions.parse("pool=mail start=NOW from=com.acme..*,a.B$C");

    assertThat(options.plans.plan()).isNull();
    assertThat(options.pool).isEqualTo("mail");
    assertThat(options.from.include("a.B$C")).isTrue();
  }

  @Test
  void every_option_is_in_the_plan() {
    Plan plan =
        plan(
            "pool= start=AFTER_RESPONSE answer=below-400 delay=1m key=night whenKnown=replace"
                + " orderBy=books priority=low limit=smtp%2Capi retries=3 timeout=30s");

    assertThat(plan.start).isEqualTo(Start.AFTER_RESPONSE);
    assertThat(plan.answer).isEqualTo(Answer.BELOW_400);
    assertThat(plan.delay).isEqualTo(Duration.ofMinutes(1));
    assertThat(plan.key).isEqualTo("night");
    assertThat(plan.whenKnown).isEqualTo(WhenKnown.REPLACE);
    assertThat(plan.order).isEqualTo("books");
    assertThat(plan.priority).isEqualTo(Priority.LOW);
    assertThat(plan.limits).containsExactly("smtp", "api");
    assertThat(plan.attempts.isMore()).isTrue();
  }

  @Test
  void a_value_may_have_blanks_and_signs() {
    assertThat(plan("key=a+b%3D%26%2B%25+%E2%82%AC backoff=1s+x2+%3C%3D1m+%2B-50%25").key)
        .isEqualTo("a b=&+% \u20ac");
  }

  @Test
  void an_option_of_a_newer_agent_is_passed_over() {
    assertThat(plan("colour=red priority=high twice").priority).isEqualTo(Priority.HIGH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"priority=urgent", "retries=many", "timeout=soon", "whenKnown=ask", "key=%zz"})
  void a_value_that_only_a_newer_library_knows_is_an_error(String option) {
    assertThatThrownBy(() -> RedirectOptions.parse(option))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
