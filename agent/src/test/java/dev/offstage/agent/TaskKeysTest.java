package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.offstage.Backoff;
import dev.offstage.agent.rules.Redirection;
import dev.offstage.agent.rules.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The values that the keys of a task may have; {@link BadRulesTest} has those that they may not.
 */
class TaskKeysTest {
  private static Redirection redirection(String keys) {
    Rules rules = Rules.parse("com.acme.Mailer#send(..) " + keys, "shop.rules");
    assertThat(rules.mistakes()).isEmpty();
    return rules.list().get(0).redirection();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "retries=0, retries, 0",
        "retries=100, retries, 100",
        "retries=007, retries, 7",
        "backoff=0s, backoff, 0s",
        "backoff=24h, backoff, 24h",
        "backoff=\"1S  X2\", backoff, 1s x2",
        "backoff=\"500ms x1.5 <=1m +-100%\", backoff, 500ms x1.5 <=1m +-100%",
        "timeout=1ms, timeout, 1ms",
        "timeout=24h, timeout, 24h",
        "timeout=30S, timeout, 30s",
        "grace=0ms, grace, 0ms",
        "grace=86400s, grace, 86400s",
        "expires=1ms, expires, 1ms",
        "expires=1440m, expires, 1440m",
        "delay=0h, delay, 0h",
        "delay=8784h, delay, 8784h",
        "key=night, key, night",
        "key={0}:{12}, key, {0}:{12}",
        "key=\"mail to {0} = #1\", key, mail to {0} = #1",
        "orderBy={254}, orderBy, {254}",
        "priority=LOW, priority, low",
        "priority=normal, priority, normal",
        "limit=smtp, limit, smtp",
        "durable=yes, durable, yes",
        "durable=NO, durable, no",
        "retryOn=java.io.IOException, retryOn, java.io.IOException",
        "noRetryOn=com.acme.Mailer$Full, noRetryOn, com.acme.Mailer$Full"
      })
  void should_take_a_value(String rule, String key, String value) {
    assertThat(redirection(rule).ofTask()).containsExactly(entry(key, value));
  }

  @Test
  void should_take_several_names() {
    assertThat(redirection("limit=smtp,api-2 retryOn=a.B,C").ofTask())
        .containsExactly(entry("retryOn", "a.B,C"), entry("limit", "smtp,api-2"));
  }

  @Test
  void should_take_what_belongs_together() {
    assertThat(redirection("key=k whenKnown=reject").ofTask())
        .containsExactly(entry("key", "k"), entry("whenKnown", "reject"));
    assertThat(redirection("answer=below_400 start=after-response").ofTask())
        .containsExactly(entry("answer", "below-400"));
    assertThat(redirection("start=after-commit").start()).isEqualTo("AFTER_COMMIT");
  }

  @Test
  void should_know_what_is_durable() {
    assertThat(redirection("durable=yes").isDurable()).isTrue();
    assertThat(redirection("durable=no").isDurable()).isFalse();
    assertThat(redirection("retries=3").isDurable()).isFalse();
  }

  @Test
  void should_know_which_arguments_are_needed() {
    assertThat(redirection("key={3}:{0} orderBy={7}{0}").neededArguments())
        .containsExactly(0, 3, 7);
    assertThat(redirection("key=k retries=3").neededArguments()).isEmpty();
  }

  /** The agent has a parser of its own, since a library may be of another release. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0s",
        "24h",
        "25h",
        "1s x2",
        "1s x0.5",
        "1s x100",
        "1s x101",
        "1s <=1m",
        "1m <=1s",
        "1s <=24h",
        "1s <=25h",
        "1s +-0%",
        "1s +-100%",
        "1s +-101%",
        "1s x2 <=1m +-50%",
        "1s +-50% x2",
        "1 s",
        "-1s",
        "1s x",
        "often",
        ""
      })
  void should_judge_a_backoff_as_the_library_does(String backoff) {
    boolean isOne;
    try {
      Backoff.parse(backoff);
      isOne = true;
    } catch (IllegalArgumentException e) {
      isOne = false;
    }

    assertThat(Rules.parse("com.acme.Mailer#send backoff=\"" + backoff + "\"", "").mistakes())
        .hasSize(isOne ? 0 : 1);
  }
}
