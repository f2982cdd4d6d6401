package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Fuzzing;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators, deployers and other people's code may write: no hang, no wrong exception. */
class HostileInputIT {
  @ParameterizedTest
  @Timeout(value = 21, unit = TimeUnit.MINUTES)
  @ValueSource(classes = {SettingsFuzz.class, ValuesFuzz.class, LogFuzz.class})
  void nothing_unexpected_happens(Class<?> target) throws Exception {
    int tries = Soak.count(5_000, 200_000);

    assertThat(Fuzzing.run(target, tries)).isGreaterThanOrEqualTo(tries);
  }
}
