package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.servlet.respond.rule.RuleParser;
import dev.offstage.testing.DocumentedXml;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows for web.xml is what Offstage reads, complete as it stands there. */
class DocumentedSettingsTest {
  private static final Pattern POOL = Pattern.compile("\\bpool=([a-z0-9-]+)");

  static Stream<DocumentedXml> examples() throws Exception {
    return DocumentedXml.all().stream().filter(it -> !it.settings().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void can_be_loaded_without_a_warning(DocumentedXml example) {
    Settings settings = load(example.settings());

    assertThat(settings.warnings()).isEmpty();
    RuleParser.parse(settings.respond().rules(), "the page", pools(settings), true);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void names_no_pool_that_it_does_not_make(DocumentedXml example) {
    Settings settings = load(example.settings());

    for (String value : example.settings().values()) {
      Matcher pool = POOL.matcher(value);
      while (pool.find()) {
        assertThat(pools(settings)).contains(pool.group(1));
      }
    }
  }

  private static Set<String> pools(Settings settings) {
    Set<String> pools = new HashSet<>(settings.pools().keySet());
    pools.add("default");
    return pools;
  }

  private static Settings load(Map<String, String> values) {
    return Settings.load(List.of(new SettingsSource("the page", values)));
  }
}
