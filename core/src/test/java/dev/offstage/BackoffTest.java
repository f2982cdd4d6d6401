package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static final double MIDDLE = 0.5;

  @ParameterizedTest(name = "{0}, retry {1}")
  @CsvSource({
    "1s, 1, PT1S",
    "1s, 2, PT2S",
    "1s, 6, PT32S",
    "1s, 7, PT1M",
    "1s, 100, PT1M",
    "1s, 2147483647, PT1M",
    "1s x1, 50, PT1S",
    "10ms x10 <=2s, 3, PT1S",
    "10ms x10 <=2s, 4, PT2S",
    "1s x1.5, 3, PT2.25S",
    "0s, 9, PT0S",
    "5m, 1, PT5M",
    "5m, 2, PT5M",
  })
  void it_waits_longer_each_time_up_to_its_limit(String text, int retry, Duration expected) {
    assertThat(Backoff.parse(text).before(retry, MIDDLE)).isEqualTo(expected);
  }

  @Test
  void its_jitter_goes_both_ways_also_at_the_limit() {
    Backoff backoff = Backoff.parse("1s x2 <=1m +-50%");

    assertThat(backoff.before(1, 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(backoff.before(1, 1)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(backoff.before(99, 0)).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.before(99, 1)).isEqualTo(Duration.ofSeconds(90));
    assertThat(backoff.jitter(0).before(1, 1)).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 1s x2 <=1m +-50%",
    "1S  X3, 1s x3 <=1m +-50%",
    "90s, 90s x2 <=90s +-50%",
    "1s +-0%, 1s x2 <=1m +-0%",
    "100ms x1.25 <=1h +-100%, 100ms x1.25 <=1h +-100%",
  })
  void it_is_written_as_it_is_read(String text, String expected) {
    assertThat(Backoff.parse(text)).hasToString(expected).isEqualTo(Backoff.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "fast", "1", "1s x", "1s <=", "1s 2", "-1s", "1s +-50", "1s <=1m x2", "1s,x2"})
  void what_is_none_is_refused_with_an_example(String text) {
    assertThatThrownBy(() -> Backoff.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1s x2 <=1m +-50%");
  }

  @Test
  void each_value_out_of_range_is_refused_with_the_range() {
    Backoff backoff = Backoff.from(Duration.ofSeconds(10));

    assertRefused(() -> Backoff.from(Duration.ofDays(2)), "from is 48h; allowed: 0s to 24h");
    assertRefused(() -> Backoff.from(Duration.ofMillis(-1)), "from is -1ms; allowed: 0s to 24h");
    assertRefused(() -> backoff.factor(0.5), "factor is 0.5; allowed: 1 to 100");
    assertRefused(() -> backoff.factor(Double.NaN), "factor is NaN; allowed: 1 to 100");
    assertRefused(() -> backoff.jitter(2), "jitter is 2.0; allowed: 0 to 1");
    assertRefused(
        () -> backoff.most(Duration.ofSeconds(9)),
        "most is 9s, shorter than the first wait of 10s");
    assertRefused(() -> Backoff.parse("1s x500"), "factor is 500.0; allowed: 1 to 100");
    assertRefused(() -> Backoff.parse("1s +-150%"), "jitter is 1.5; allowed: 0 to 1");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
