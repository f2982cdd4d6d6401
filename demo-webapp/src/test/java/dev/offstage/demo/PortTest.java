package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void is_8080_when_nothing_is_set(String value) {
    assertThat(Port.parse(value)).isEqualTo(8080);
  }

  @Test
  void takes_every_port_and_zero_for_any_free_one() {
    assertThat(Port.parse("0")).isZero();
    assertThat(Port.parse(" 9000 ")).isEqualTo(9000);
    assertThat(Port.parse("65535")).isEqualTo(65535);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "http", "80a", "1.5", "999999999999", "٣"})
  void names_the_value_and_the_allowed_range(String value) {
    assertThatThrownBy(() -> Port.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value)
        .hasMessageContaining("0 (any free port) to 65535");
  }
}
