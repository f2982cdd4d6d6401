package dev.offstage.servlet.respond.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParserTest {
  private static final Set<String> POOLS = new LinkedHashSet<>(List.of("default", "reports"));

  private static List<RespondRule> parse(String rules) {
    return RuleParser.parse(rules, "offstage.respond (web.xml)", POOLS, true);
  }

  @Test
  void a_path_alone_is_a_rule_for_what_changes_something() {
    RespondRule rule = parse("/reports/**").get(0);
    assertThat(rule.methods).containsExactly("POST", "PUT", "PATCH", "DELETE");
    assertThat(rule.path).hasToString("/reports/**");
    assertThat(rule.always).isFalse();
    assertThat(rule.wait).isZero();
    assertThat(rule.pool).isEmpty();
    assertThat(rule.page).isFalse();
    assertThat(rule.keep).isEqualTo(Duration.ofHours(1));
    assertThat(rule.createsSession).isFalse();
    assertThat(rule.style).isSameAs(StyleName.OWN);
  }

  @Test
  void every_option_is_read() {
    RespondRule rule =
        parse(
                "GET,POST PUT /a/*.do always wait=2s pool=reports page=/wait.jsp keep=5m session=create style=fhir")
            .get(0);
    assertThat(rule.methods).containsExactly("GET", "POST", "PUT");
    assertThat(rule.always).isTrue();
    assertThat(rule.wait).isEqualTo(Duration.ofSeconds(2));
    assertThat(rule.pool).isEqualTo("reports");
    assertThat(rule.page).isTrue();
    assertThat(rule.ownPage).isEqualTo("/wait.jsp");
    assertThat(rule.keep).isEqualTo(Duration.ofMinutes(5));
    assertThat(rule.createsSession).isTrue();
    assertThat(rule.style).isSameAs(StyleName.FHIR);
  }

  @Test
  void comments_and_empty_lines_say_nothing() {
    assertThat(parse("\n# all of them\n\n  /a  # this one\r\n/b#c\n"))
        .extracting(rule -> rule.path.toString())
        .containsExactly("/a", "/b#c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POTS /a | 'POTS' is not a method for a rule; allowed: GET POST PUT PATCH DELETE",
        "post /a | 'post' is not a method for a rule",
        "GET reports/** always | a path begins with '/' and is matched after the context path:"
            + " write '/reports/**'",
        "GET /a/** always POST /b | a second rule begins at 'POST'; each rule has a line of its",
        "GET /a/** /b | a second rule begins at '/b'; each rule has a line of its own",
        "POST always | 'always' is not a method for a rule",
        "POST | there is no path in it; a path begins with '/'",
        "/a/b** | '**' stands for whole segments",
        "/a pool=report | there is no pool 'report'; there are [default, reports] (did you mean 'reports'?)",
        "/a wait=soon | wait=soon: not a duration",
        "/a wait=10m | wait is 10m; allowed: 0ms to 5m",
        "/a keep=0s | keep is 0ms; allowed: 1s to 168h",
        "/a page=wait.jsp | page is a path in the webapp and begins with '/'",
        "/a session=new | session has only one value: create",
        "/a interrupt=yes | interrupt has only one value: no",
        "/a style=odat | there is no style 'odat'; there are [odata, fhir, azure] (did you mean 'odata'?)",
        "/a style | 'style' is not an option",
        "/a style=odata style=fhir | 'style' contradicts or repeats an earlier option",
        "/a allways | 'allways' is not an option; allowed: always, prefer, durable, wait=2s",
        "/a allways | (did you mean 'always'?)",
        "/a always prefer | 'prefer' contradicts or repeats an earlier option",
        "/a page page | 'page' contradicts or repeats an earlier option",
        "/a always=1 | 'always=1' is not an option",
        "/a wait | 'wait' is not an option",
        "/a pool= | 'pool=' is not an option",
      })
  void a_mistake_is_named_with_its_line_and_what_is_allowed(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("/ok\n" + line))
        .withMessageStartingWith("offstage.respond (web.xml), line 2: '" + line + "': ")
        .withMessageContaining(message);
  }

  @Test
  void a_durable_rule_needs_a_store() {
    assertThat(parse("/a always durable").get(0).durable).isTrue();
    assertThat(parse("/a always").get(0).durable).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleParser.parse("/a durable", "offstage.respond", POOLS, false))
        .withMessage(
            "offstage.respond, line 1: '/a durable': 'durable' keeps requests in offstage.store,"
                + " which is not set; set it to a DataSource, a JDBC URL or a directory");
  }

  @Test
  void all_mistakes_are_named_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("a\n/b\n/c d"))
        .withMessageContaining("line 1: 'a'")
        .withMessageContaining("line 3: '/c d'");
  }
}
