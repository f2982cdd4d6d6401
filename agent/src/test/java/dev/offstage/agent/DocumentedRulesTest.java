package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.rules.Rules;
import dev.offstage.testing.DocumentedXml;
import dev.offstage.testing.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that the documentation shows for web.xml are rules. */
class DocumentedRulesTest {
  @Test
  void every_line_of_an_example_is_a_rule() throws Exception {
    List<String> mistakes = new ArrayList<>();
    int rules = 0;
    for (DocumentedXml example : DocumentedXml.all()) {
      String text = example.settings().get("offstage.redirect");
      if (text != null) {
        Rules read = Rules.parse(text, example.toString());
        mistakes.addAll(read.mistakes());
        rules += read.list().size();
      }
    }

    assertThat(mistakes).isEmpty();
    assertThat(rules).isGreaterThan(2);
  }

  @Test
  void every_line_of_the_page_about_rules_is_one() throws Exception {
    List<String> mistakes = new ArrayList<>();
    int rules = 0;
    for (String example : Page.of("docs/rules.md").blocks("")) {
      Rules read = Rules.parse(example, "docs/rules.md");
      mistakes.addAll(read.mistakes());
      rules += read.list().size();
    }

    assertThat(mistakes).isEmpty();
    assertThat(rules).isGreaterThan(4);
  }
}
