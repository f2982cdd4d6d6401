package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Fuzzing;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and arguments that nobody in their senses writes: no hang, no wrong exception. */
class HostileRulesIT {
  @ParameterizedTest
  @Timeout(value = 21, unit = TimeUnit.MINUTES)
  @ValueSource(classes = {RulesFuzz.class, ArgumentsFuzz.class})
  void nothing_unexpected_happens(Class<?> target) throws Exception {
    int tries = Soak.count(10_000, 200_000);

    assertThat(Fuzzing.run(target, tries)).isGreaterThanOrEqualTo(tries);
  }
}
