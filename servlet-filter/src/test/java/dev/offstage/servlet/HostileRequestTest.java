package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.servlet.respond.rule.RuleFuzz;
import dev.offstage.testing.Fuzzing;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send: no hang, no wrong exception, no header of theirs in an answer. */
class HostileRequestTest {
  @ParameterizedTest
  @Timeout(value = 21, unit = TimeUnit.MINUTES)
  @ValueSource(classes = {RequestFuzz.class, LocationFuzz.class, RespondFuzz.class, RuleFuzz.class})
  void nothing_unexpected_happens(Class<?> target) throws Exception {
    int tries = Soak.count(2_000, 100_000);

    assertThat(Fuzzing.run(target, tries)).isGreaterThanOrEqualTo(tries);
  }
}
