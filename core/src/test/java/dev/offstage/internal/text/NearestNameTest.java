package dev.offstage.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void two_letters_in_the_wrong_order_are_one_mistake() {
    assertThat(Names.nearest("offstage.pool.tiemout", Arrays.asList("offstage.pool.timeout")))
        .isEqualTo("offstage.pool.timeout");
    assertThat(Names.distance("retruns", "returns")).isEqualTo(1);
    assertThat(Names.distance("retruns", "retries")).isEqualTo(2);
    assertThat(Names.distance("", "ab")).isEqualTo(2);
    assertThat(Names.distance("ab", "")).isEqualTo(2);
  }
}
