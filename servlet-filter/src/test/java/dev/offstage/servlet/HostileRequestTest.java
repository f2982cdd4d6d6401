package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Fuzzing;
import dev.offstage.testing.Soak;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send: no hang, no wrong exception, no header of theirs in an answer. */
class HostileRequestTest {
  @ParameterizedTest
  @ValueSource(classes = {RequestFuzz.class, LocationFuzz.class})
  void nothing_unexpected_happens(Class<?> target) throws Exception {
    int tries = Soak.count(3_000, 300_000);

    assertThat(Fuzzing.run(target, tries)).isEqualTo(tries);
  }
}
