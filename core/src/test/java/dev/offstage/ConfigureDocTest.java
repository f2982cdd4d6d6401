package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configure.md says what the code does. */
class ConfigureDocTest {
  private static final String BEGIN =
      "<!-- settings: generated from Setting.java by ConfigureDocTest -->\n";
  private static final String END = "<!-- end -->\n";
  private static final Path PAGE = new File(Jdks.module(), "../docs/configure.md").toPath();

  private static String page() throws IOException {
    return new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8);
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| key | default | allowed | what for |\n|---|---|---|---|\n");
    for (Setting setting : Setting.values()) {
      table.append(
          String.format(
              "| `%s` | %s | %s | %s |%n",
              setting.key(),
              setting.defaultText().contains(" ")
                  ? setting.defaultText()
                  : "`" + setting.defaultText() + "`",
              setting.allowed(),
              setting.help()));
    }
    return table.toString().replace("\r", "");
  }

  @Test
  void the_table_of_settings_is_the_one_in_the_code() throws Exception {
    String page = page();
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String expected = page.substring(0, begin) + table() + page.substring(page.indexOf(END, begin));
    if (Boolean.getBoolean("docs.update")) {
      Files.write(PAGE, expected.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(page())
        .as(
            "docs/configure.md differs from Setting.java; write it anew with:"
                + " mvn -pl core test -Dtest=ConfigureDocTest -Ddocs.update=true")
        .isEqualTo(expected);
  }

  @Test
  void every_default_in_the_table_is_allowed_and_the_default_indeed() {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      if (!setting.defaultText().contains(" ")) {
        defaults.put(setting.key(), setting.defaultText());
      }
    }
    Settings written = load(defaults);

    assertThat(written).hasToString(load(Collections.emptyMap()).toString());
    assertThat(defaults).hasSizeGreaterThan(3);
  }

  @Test
  void the_examples_for_web_xml_can_be_loaded() throws Exception {
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher parameter =
        Pattern.compile("<param-name>(.+)</param-name>\\s*<param-value>(.+)</param-value>")
            .matcher(page());
    while (parameter.find()) {
      String name = parameter.group(1);
      examples.put(name.startsWith("offstage.") ? name : "offstage." + name, parameter.group(2));
    }

    Settings settings = load(examples);

    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.defaultPool().size()).isEqualTo(8);
    assertThat(settings.pools().get("mail").size()).isEqualTo(2);
  }

  @Test
  void every_variable_in_the_page_is_that_of_its_key() throws Exception {
    Matcher row =
        Pattern.compile("\\| `(offstage[a-z.-]+)` \\| `(OFFSTAGE_\\w+)` \\|").matcher(page());
    TreeSet<String> keys = new TreeSet<>();
    while (row.find()) {
      keys.add(row.group(1));
      assertThat(SettingKeys.variable(row.group(1))).isEqualTo(row.group(2));
    }

    assertThat(keys).hasSize(4).contains("offstage.pool.big-mail.size");
  }

  private static Settings load(Map<String, String> values) {
    return Settings.load(Collections.singletonList(new SettingsSource("the page", values)));
  }
}
