package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhenFullTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"reject", "caller-runs", "block:1ms", "block:1500ms", "block:90s", "block:24h"})
  void a_policy_shows_itself_as_it_is_written(String text) {
    assertThat(WhenFull.parse(text)).hasToString(text).isEqualTo(WhenFull.parse(text));
  }

  @Test
  void the_largest_unit_that_loses_nothing_is_shown() {
    assertThat(WhenFull.block(Duration.ofMillis(120_000))).hasToString("block:2m");
    assertThat(WhenFull.block(Duration.ofHours(3))).hasToString("block:3h");
  }

  @Test
  void a_wait_has_bounds() {
    assertThatThrownBy(() -> WhenFull.block(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wait is 0ms; allowed: ")
        .hasMessageEndingWith(" to 24h");
    assertThatThrownBy(() -> WhenFull.block(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("wait is PT");
  }
}
