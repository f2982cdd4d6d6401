package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void two_letters_in_the_wrong_order_are_one_mistake() {
    assertThat(Nearest.to("retruns", Arrays.asList("retries", "returns"))).isEqualTo("returns");
    assertThat(Nearest.to("limti", Arrays.asList("lima", "limit"))).isEqualTo("limit");
  }

  @Test
  void what_is_not_near_is_not_meant() {
    assertThat(Nearest.to("colour", Arrays.asList("retries", "returns"))).isNull();
    assertThat(Nearest.to("x", Arrays.asList("pool"))).isNull();
  }
}
