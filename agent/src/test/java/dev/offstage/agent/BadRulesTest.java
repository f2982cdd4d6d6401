package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.rules.Rules;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake in a rule gets a message that says where it is and what is expected. */
class BadRulesTest {
  /** Each with its column, what the message says, and the rule. */
  static Stream<String[]> badRules() throws Exception {
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                BadRulesTest.class.getResourceAsStream("bad-rules.txt"), StandardCharsets.UTF_8))) {
      List<String[]> rows =
          table.lines().skip(1).map(line -> line.split(" \\| ", 3)).collect(Collectors.toList());
      return rows.stream();
    }
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("badRules")
  void should_say_where_the_mistake_is_and_what_is_expected(
      String column, String message, String rule) {
    Rules rules = Rules.parse("# a comment\n" + rule + "\n", "shop.rules");

    assertThat(rules.list()).isEmpty();
    assertThat(rules.mistakes())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("shop.rules, line 2, column " + column + ": ")
        .contains(message);
  }

  @Test
  void should_know_a_lot_of_mistakes() throws Exception {
    assertThat(badRules().map(row -> row[2]).distinct().count()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void should_pass_over_empty_lines_comments_blanks_and_a_byte_order_mark() {
    Rules rules =
        Rules.parse(
            "\ufeff  # comment\r\n\r\n\tcom.acme.Mailer#send  pool=mail   # why\r"
                + "com.acme.Mailer#tell( java.lang.String ,.. ) returns=\"# no comment\"",
            "shop.rules");

    assertThat(rules.mistakes()).isEmpty();
    assertThat(rules.list()).hasSize(2);
    assertThat(rules.list().get(0).redirection().pool()).isEqualTo("mail");
    assertThat(rules.list().get(1).redirection().returns()).hasToString("\"# no comment\"");
  }
}
