package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad value stops the deployment, with key, value, source and what is allowed. */
class BadSettingsTest {
  private static final String SOURCE = "context-param in web.xml";

  private static Settings load(String... keysAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Settings.load(Collections.singletonList(new SettingsSource(SOURCE, values)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "offstage.pool.size         | 0            | a whole number from 1 to 10000",
        "offstage.pool.size         | -1           | a whole number from 1 to 10000",
        "offstage.pool.size         | 10001        | a whole number from 1 to 10000",
        "offstage.pool.size         | four         | a whole number from 1 to 10000",
        "offstage.pool.size         | 4.5          | a whole number from 1 to 10000",
        "offstage.pool.size         | ''           | a whole number from 1 to 10000",
        "offstage.pool.size         | 4 threads    | a whole number from 1 to 10000",
        "offstage.pool.size         | 99999999999  | a whole number from 1 to 10000",
        "offstage.pool.mail.size    | 0            | a whole number from 1 to 10000",
        "offstage.pool.mail-2.size  | many         | a whole number from 1 to 10000",
        "offstage.pool.queue        | 0            | a whole number from 1 to 1000000",
        "offstage.pool.queue        | 1000001      | a whole number from 1 to 1000000",
        "offstage.pool.queue        | unbounded    | a whole number from 1 to 1000000",
        "offstage.pool.mail.queue   | -5           | a whole number from 1 to 1000000",
        "offstage.pool.full         | abort        | reject, caller-runs or block:",
        "offstage.pool.full         | block        | reject, caller-runs or block:",
        "offstage.pool.full         | block:       | reject, caller-runs or block:",
        "offstage.pool.full         | block:5      | such as block:5s",
        "offstage.pool.full         | block:0s     | such as block:5s",
        "offstage.pool.full         | block:-1s    | such as block:5s",
        "offstage.pool.full         | block:25h    | such as block:5s",
        "offstage.pool.mail.full    | callerRuns   | reject, caller-runs or block:",
        "offstage.pool.share        | 10           | a percentage from 1% to 100%",
        "offstage.pool.share        | 0%           | a percentage from 1% to 100%",
        "offstage.pool.share        | 101%         | a percentage from 1% to 100%",
        "offstage.pool.share        | -1%          | a percentage from 1% to 100%",
        "offstage.pool.share        | half         | a percentage from 1% to 100%",
        "offstage.pool.mail.share   | %            | a percentage from 1% to 100%",
        "offstage.pool.serve        | false        | yes or no",
        "offstage.pool.threads      | green        | platform, virtual (JDK 21 or newer), a JNDI",
        "offstage.pool.threads      | spring:      | spring: and the name of a bean",
        "offstage.pool.mail.threads | bean:mail    | spring: and the name of a bean",
        "offstage.pool.threads      | java:        | a JNDI name that begins with java:",
        "offstage.pool.threads      | ldap://x/y   | a JNDI name that begins with java:",
        "offstage.pool.mail.threads | ''           | a JNDI name that begins with java:",
        "offstage.drain             | 30           | a duration from 0s to 1h",
        "offstage.drain             | 2h           | a duration from 0s to 1h",
        "offstage.drain             | -1s          | a duration from 0s to 1h",
        "offstage.drain             | 1.5m         | a duration from 0s to 1h",
        "offstage.drain             | 1d           | such as 500ms, 30s or 5m",
        "offstage.drain             | 9999999999s  | such as 500ms, 30s or 5m",
        "offstage.strict            | yes          | true or false",
        "offstage.snapshot.limit    | 10 megabytes | a size from 0 to 1g",
        "offstage.snapshot.limit    | -1           | a size from 0 to 1g",
        "offstage.snapshot.limit    | 1025m        | a size from 0 to 1g",
        "offstage.snapshot.limit    | 9999999999   | such as 64k or 10m",
        "offstage.respond.body      | 2g           | a size from 0 to 1g",
        "offstage.respond.body.time | 0s           | a duration from 1s to 1h",
        "offstage.respond.result    | 0            | a size from 1 to 100g",
        "offstage.respond.memory    | all          | a size from 0 to 100g",
        "offstage.respond.disk      | 2000g        | a size from 0 to 1000g",
        "offstage.respond.tasks     | 0            | a whole number from 1 to 1000000",
        "offstage.respond.way       | socket       | auto, in-process or connection",
        "offstage.respond.identity  | ' , '        | names of session attributes, with blanks or commas",
        "offstage.respond.reasons   | yes          | true or false",
        "offstage.respond.trust-listeners | Spring | true or false",
        "offstage.respond.connector | localhost    | http://ADDRESS:PORT or https://ADDRESS:PORT",
        "offstage.respond.connector | ftp://h:1    | http://ADDRESS:PORT",
        "offstage.respond.connector | http:x       | http://ADDRESS:PORT",
        "offstage.respond.connector | http://h     | http://ADDRESS:PORT",
        "offstage.respond.connector | http://h:1/x | http://ADDRESS:PORT",
        "offstage.respond.connector | http://h:0   | http://ADDRESS:PORT",
        "offstage.respond.connector | :// ::       | http://ADDRESS:PORT",
        "offstage.enabled           | yes          | true or false",
        "offstage.enabled           | 0            | true or false",
      })
  void a_bad_value_is_named_with_key_source_and_what_is_allowed(
      String key, String value, String allowed) {
    assertThatThrownBy(() -> load(key, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Offstage cannot start: " + key + " = '" + value + "' (" + SOURCE + "): ")
        .hasMessageContaining("allowed: ")
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "offstage.pool.Mail.size, Mail",
    "offstage.pool.my_mail.size, my_mail",
    "offstage.pool.-mail.queue, -mail",
    "offstage.pool.a.b.full, a.b",
    "offstage.pool.size.size, size"
  })
  void a_bad_pool_name_is_named_with_what_is_allowed(String key, String name) {
    assertThatThrownBy(() -> load(key, "5"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key + " (" + SOURCE + "): '" + name + "' is not a pool name")
        .hasMessageContaining("1 to 40 of a-z, 0-9 and '-'");
  }

  @Test
  void a_pool_whose_tasks_others_are_to_run_needs_a_store() {
    assertThatThrownBy(() -> load("offstage.pool.mail.serve", "no"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("offstage.pool.mail.serve = 'no' (" + SOURCE + ")")
        .hasMessageContaining("set offstage.store");
    assertThat(load("offstage.pool.serve", "no", "offstage.enabled", "false").enabled()).isFalse();
    assertThat(load("offstage.pool.serve", "No", "offstage.store", "/tasks").defaultPool().serves())
        .isFalse();
  }

  @Test
  void all_mistakes_are_named_at_once() {
    assertThatThrownBy(
            () ->
                load(
                    "offstage.pool.size", "0",
                    "offstage.drain", "soon",
                    "offstage.pool.mail.full", "abort",
                    "offstage.pool.queue", "10"))
        .hasMessageContaining("offstage.pool.size = '0'")
        .hasMessageContaining("offstage.drain = 'soon'")
        .hasMessageContaining("offstage.pool.mail.full = 'abort'")
        .hasMessageNotContaining("offstage.pool.queue =");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "offstage.pool.size    | ' 7 '",
        "offstage.pool.full    | BLOCK:500MS",
        "offstage.pool.full    | Caller-Runs",
        "offstage.pool.share   | ' 7 % '",
        "offstage.pool.threads | Platform",
        "offstage.drain        | 0s",
        "offstage.drain        | 60m",
        "offstage.enabled      | FALSE"
      })
  void blanks_and_capitals_do_no_harm(String key, String value) {
    assertThat(load(key, value).warnings()).isEmpty();
  }
}
