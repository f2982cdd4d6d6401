package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code offstage.limit.NAME} and {@code offstage.priority.step} may say. */
class LimitSettingsTest {
  private static Settings load(String key, String value) {
    return Settings.load(
        Collections.singletonList(
            new SettingsSource("the test", Collections.singletonMap(key, value))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5/s                     | 200000000     | 1  | 1000000",
        "100/m burst 20          | 600000000     | 20 | 1000000",
        "1/h                     | 3600000000000 | 1  | 1000000",
        "7/s                     | 142857143     | 1  | 1000000",
        "2 at once               | 0             | 1  | 2",
        "5/s, 2 at once          | 200000000     | 1  | 2",
        "2 at once, 5/S Burst 10 | 200000000     | 10 | 2",
        "' 60 / m ,3  at  once ' | 1000000000    | 1  | 3",
      })
  void a_limit_is_a_rate_or_a_number_at_once_or_both(
      String value, long interval, int burst, int atOnce) {
    LimitSettings limit = load("offstage.limit.smtp", value).limits().get("smtp");

    assertThat(limit.interval()).isEqualTo(Duration.ofNanos(interval));
    assertThat(limit.isRate()).isEqualTo(interval > 0);
    assertThat(limit.burst()).isEqualTo(burst);
    assertThat(limit.atOnce()).isEqualTo(atOnce);
    assertThat(limit).hasToString(value.trim());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "0/s",
        "5/d",
        "5/s burst",
        "5/s burst 0",
        "burst 5",
        "2 at",
        "0 at once",
        "10001 at once",
        "1000001/s",
        "5/s 2 at once",
        "5/s,",
        "5/s, 3/m",
        "1 at once, 2 at once",
        "-1/s"
      })
  void any_other_value_is_refused_with_what_is_allowed(String value) {
    assertThatThrownBy(() -> load("offstage.limit.smtp", value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Offstage cannot start: offstage.limit.smtp = '" + value + "' (the test): ")
        .hasMessageContaining("allowed: 5/s, 100/m or 1000/h, with burst 20 if wanted; 2 at once;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-smtp", "Smtp", "a.b", "my_smtp"})
  void a_name_is_as_that_of_a_pool(String name) {
    assertThatThrownBy(() -> load("offstage.limit." + name, "5/s"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "offstage.limit."
                + name
                + " (the test): '"
                + name
                + "' is not a name of a limit; allowed: 1 to 40 of a-z, 0-9 and '-', not beginning"
                + " with '-'");
  }

  @Test
  void a_limit_can_be_called_as_a_setting_of_pools() {
    assertThat(load("offstage.limit.size", "5/s").limits()).containsOnlyKeys("size");
  }

  @Test
  void a_variable_names_a_limit_with_hyphens() {
    Map<String, String> environment = Collections.singletonMap("OFFSTAGE_LIMIT_BIG_MAIL", "5/s");
    Settings settings =
        new SettingsReader(Collections.emptyMap(), environment, Collections.emptyList()).read();

    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.limits()).containsOnlyKeys("big-mail");
  }

  @Test
  void the_limits_are_in_the_summary() {
    assertThat(load("offstage.limit.smtp", "5/s, 2 at once"))
        .asString()
        .contains(", limit smtp (5/s, 2 at once); drain");
  }

  @Test
  void the_step_of_priorities_is_a_duration() {
    assertThat(load("offstage.priority.step", "0s").priorityStep()).isZero();
    assertThat(load("offstage.enabled", "true").priorityStep()).isEqualTo(Duration.ofSeconds(10));
    assertThatThrownBy(() -> load("offstage.priority.step", "25h"))
        .hasMessageContaining("allowed: a duration from 0s to 24h");
  }
}
