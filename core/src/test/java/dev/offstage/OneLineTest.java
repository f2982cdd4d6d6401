package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and values are often made of what a user sent: none of them begins a log line. */
class OneLineTest {
  private final App app = App.with();
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop() {
    log.close();
    app.close();
  }

  private static Settings load(String key, String value) {
    Map<String, String> values = Collections.singletonMap(key, value);
    return Settings.load(Collections.singletonList(new SettingsSource("web.xml", values)));
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource({
    "'mail\nINFO all is well', 'mail\\nINFO all is well'",
    "'mail\r\nINFO all is well', 'mail\\r\\nINFO all is well'",
    "'mail\u0085INFO', 'mail\\u0085INFO'",
    "'mail\u2028INFO', 'mail\\u2028INFO'",
    "'\u001b[2Jmail', '\\u001b[2Jmail'",
    "'liam \u202eof alice', 'liam \\u202eof alice'",
    "'a\tb', 'a\\tb'",
    "'Grüße an \uD83D\uDE00', 'Grüße an \uD83D\uDE00'"
  })
  void a_task_by_any_name_fails_into_one_line(String name, String shown) {
    Work work =
        () -> {
          throw new IllegalStateException();
        };
    Offstage.task(work).name(name).start();

    assertThat(log.awaitOne().getMessage()).startsWith("Task '" + shown + "' failed in pool");
  }

  @Test
  void an_unknown_key_by_any_name_is_one_line() {
    assertThat(load("offstage.xyz\nxyzxyz", "5").warnings())
        .containsExactly("offstage: unknown setting offstage.xyz\\nxyzxyz (web.xml) is ignored");
  }

  @Test
  void a_bad_value_is_refused_in_one_line() {
    assertThatThrownBy(() -> load("offstage.drain", "5s\nINFO all is well"))
        .hasMessageContaining("offstage.drain = '5s\\nINFO all is well' (web.xml): ");
    assertThatThrownBy(() -> load("offstage.pool.a\nb.size", "5"))
        .hasMessageContaining("offstage.pool.a\\nb.size (web.xml): 'a\\nb' is not a pool name");
    assertThatThrownBy(() -> load("offstage.pool.threads", "gr\neen"))
        .hasMessageContaining("threads is 'gr\\neen'; allowed");
  }

  @Test
  void a_very_long_key_or_value_is_shortened_and_takes_no_time() {
    String megabytes = new String(new char[4_000_000]).replace('\0', 'x');

    assertThat(load("offstage." + megabytes, "5").warnings().get(0))
        .endsWith("xxx... (4000009 characters) (web.xml) is ignored")
        .hasSizeLessThan(400);
    assertThatThrownBy(() -> load("offstage.pool.size", megabytes))
        .hasMessageContaining("xxx... (4000000 characters)' (web.xml): not a whole number");
  }
}
