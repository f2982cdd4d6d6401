package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static SettingsSource source(String name, String... keysAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new SettingsSource(name, values);
  }

  private static Settings load(String... keysAndValues) {
    return Settings.load(Collections.singletonList(source("web.xml", keysAndValues)));
  }

  @Test
  void without_any_setting_everything_is_bounded() {
    Settings settings = load();

    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.defaultPool().size()).isEqualTo(Math.max(4, 2 * cores));
    assertThat(settings.defaultPool().queue()).isEqualTo(1000);
    assertThat(settings.defaultPool().whenFull()).isEqualTo(WhenFull.reject());
    assertThat(settings.defaultPool().threads()).isEqualTo("platform");
    assertThat(settings.pools()).isEmpty();
  }

  @Test
  void rules_keep_the_place_where_they_stand() {
    Settings settings = load("offstage.redirect", "\n  com.acme.A#b\n  com.acme.C#d\n");

    assertThat(settings.redirect()).isEqualTo("com.acme.A#b\n  com.acme.C#d");
    assertThat(settings.redirectSource())
        .startsWith("offstage.redirect (")
        .endsWith(")")
        .doesNotContain("no source");
    assertThat(load().redirect()).isEmpty();
  }

  @Test
  void names_stand_with_commas_or_blanks_between_and_each_counts_once() {
    assertThat(
            load("offstage.respond.identity", "user,com.acme.ROLE\n  user ").respond().identity())
        .containsExactly("user", "com.acme.ROLE");
    assertThat(load().respond().identity()).isEmpty();
  }

  /** As Spring Boot has it: the arguments of a command line come first. */
  @Test
  void a_source_can_come_before_the_system_properties() {
    Map<String, String> all = Collections.singletonMap("offstage.drain", "1s");
    SettingsSource arguments = SettingsSource.beforeSystemProperties("arguments", all);

    Settings settings =
        new SettingsReader(
                Collections.singletonMap("offstage.drain", "2s"),
                Collections.singletonMap("OFFSTAGE_DRAIN", "3s"),
                Arrays.asList(source("web.xml", "offstage.drain", "4s"), arguments))
            .read();

    assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void none_switches_on_again_what_could_not_start() {
    SettingsSource arguments =
        SettingsSource.beforeSystemProperties(
            "arguments", Collections.singletonMap("offstage.enabled", "true"));

    assertThat(Settings.switchedOff(Collections.singletonList(arguments)).enabled()).isFalse();
  }

  /** Spring Boot takes the hyphens out of a name in camel case, and out of a variable. */
  @Test
  void a_key_with_a_hyphen_can_be_written_without() {
    Settings settings = load("offstage.respond.trustlisteners", "true");

    assertThat(settings.respond().trustListeners()).isTrue();
    assertThat(settings.warnings()).isEmpty();
  }

  /** A variable has no hyphen. */
  @Test
  void a_key_with_a_hyphen_has_a_variable_too() {
    Settings settings =
        new SettingsReader(
                Collections.emptyMap(),
                Collections.singletonMap("OFFSTAGE_RESPOND_TRUST_LISTENERS", "true"),
                Collections.emptyList())
            .read();
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.respond().trustListeners()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "512, 512", "64k, 65536", "10M, 10485760", "1 g, 1073741824", "2kb, 2048"})
  void a_size_is_a_number_of_bytes_or_has_a_unit(String text, long bytes) {
    assertThat(load("offstage.snapshot.limit", text).snapshotLimit()).isEqualTo(bytes);
  }

  @Test
  void a_named_pool_starts_from_the_default_pool() {
    Settings settings =
        load(
            "offstage.pool.mail.queue", "7",
            "offstage.pool.size", "3",
            "offstage.pool.full", "block:2s",
            "offstage.pool.reports-2.full", "caller-runs");

    PoolSettings mail = settings.pools().get("mail");
    assertThat(mail.size()).isEqualTo(3);
    assertThat(mail.queue()).isEqualTo(7);
    assertThat(mail.whenFull()).isEqualTo(WhenFull.block(Duration.ofSeconds(2)));
    assertThat(settings.pools().get("reports-2").whenFull()).isEqualTo(WhenFull.callerRuns());
    assertThat(settings.defaultPool().queue()).isEqualTo(1000);
  }

  @Test
  void the_default_pool_may_be_called_by_its_name() {
    Settings settings = load("offstage.pool.default.size", "3");

    assertThat(settings.defaultPool().size()).isEqualTo(3);
    assertThat(settings.pools()).isEmpty();
  }

  @Test
  void the_first_of_several_sources_decides() {
    Settings settings =
        Settings.load(
            Arrays.asList(
                source("init-param", "offstage.pool.size", "3"),
                source("context-param", "offstage.pool.size", "9", "offstage.pool.queue", "9")));

    assertThat(settings.defaultPool().size()).isEqualTo(3);
    assertThat(settings.defaultPool().queue()).isEqualTo(9);
  }

  @Test
  void a_system_property_beats_the_webapp() {
    System.setProperty("offstage.pool.size", "5");
    try {
      assertThat(load("offstage.pool.size", "9").defaultPool().size()).isEqualTo(5);
    } finally {
      System.clearProperty("offstage.pool.size");
    }
  }

  @Test
  void a_bad_value_that_something_better_overrules_does_no_harm() {
    System.setProperty("offstage.drain", "5s");
    try {
      assertThat(load("offstage.drain", "soon").drain()).isEqualTo(Duration.ofSeconds(5));
    } finally {
      System.clearProperty("offstage.drain");
    }
  }

  @Test
  void an_unknown_key_is_a_warning_that_names_the_nearest() {
    Settings settings =
        load(
            "offstage.pool.sise", "5",
            "offstage.pool.mail.quue", "5",
            "offstage.something.else.altogether", "5",
            "other.pool.size", "5");

    assertThat(settings.warnings())
        .containsExactly(
            "offstage: unknown setting offstage.pool.sise (web.xml) is ignored; did you mean"
                + " offstage.pool.size?",
            "offstage: unknown setting offstage.pool.mail.quue (web.xml) is ignored; did you mean"
                + " offstage.pool.NAME.queue?",
            "offstage: unknown setting offstage.something.else.altogether (web.xml) is ignored");
    assertThat(settings.pools()).isEmpty();
  }

  @Test
  void the_warnings_are_logged_when_the_application_starts() {
    try (LogRecords log = new LogRecords();
        App app = App.with("offstage.drian", "5s")) {
      assertThat(log.warnings())
          .containsExactly(
              "offstage: unknown setting offstage.drian (the test) is ignored; did you mean"
                  + " offstage.drain?");
      app.drain();
    }
  }

  @Test
  void the_summary_shows_what_is_in_effect() {
    Settings settings =
        load(
            "offstage.pool.size", "3",
            "offstage.pool.mail.full", "block:90s",
            "offstage.pool.mail.threads", "virtual",
            "offstage.drain", "2m",
            "offstage.enabled", "false");

    assertThat(settings)
        .hasToString(
            "switched off (offstage.enabled=false), everything runs inline; pool default (size 3,"
                + " queue 1000, full reject, threads platform), pool mail (size 3, queue 1000, full"
                + " block:90s, threads virtual); drain 2m");
  }

  @Test
  void switched_off_everything_runs_inline() throws Exception {
    try (App app = App.with("offstage.enabled", "false")) {
      assertThat(Offstage.call(Thread::currentThread).join()).isSameAs(Thread.currentThread());
      assertThat(Offstage.map(Arrays.asList(1, 2), n -> n + 1).join()).containsExactly(2, 3);
      app.drain();
    }
  }
}
