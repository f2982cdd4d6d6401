package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTest {
  @ParameterizedTest
  @CsvSource({"500ms, 500", "10s, 10000", "0s, 0", "60s, 60000", "60000ms, 60000"})
  void understands_seconds_and_milliseconds(String text, long millis) {
    assertThat(Delay.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void is_zero_when_absent() {
    assertThat(Delay.parse(null)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "61s", "60001ms", "999999s", "1 s", "10m"})
  void says_how_to_write_it_and_the_limit(String text) {
    assertThatThrownBy(() -> Delay.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delay is \"" + text + "\": write it like 500ms or 10s, at most 60s");
  }
}
