package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fuzzing has found, and what it would take too long to find. */
class HostileRulesTest {
  private static final Duration NO_HANG = Duration.ofSeconds(20);

  private static String many(String piece, int times) {
    return String.join("", Collections.nCopies(times, piece));
  }

  private static Rule rule(String text) {
    Rules rules = Rules.parse(text, "the rules");
    assertThat(rules.mistakes()).isEmpty();
    return rules.list().get(0);
  }

  @Test
  void many_wildcards_do_not_hang_on_a_long_name() {
    Rule rule = rule("com.acme." + many("*a", 20) + "b#" + many("*a", 20) + "b");

    assertTimeoutPreemptively(
        NO_HANG,
        () -> {
          assertThat(rule.matchesType("com.acme." + many("a", 500))).isFalse();
          assertThat(rule.matchesMethod(0, many("a", 500), Collections.emptyList())).isFalse();
        });
  }

  @Test
  void many_package_wildcards_do_not_hang_on_a_deep_package() {
    Rule rule = rule("com" + many("..a", 20) + "..B#send");

    assertTimeoutPreemptively(
        NO_HANG, () -> assertThat(rule.matchesType("com" + many(".a", 500))).isFalse());
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.*Mailer,  com.acme.Mailer,       true",
    "com.acme.*Mailer,  com.acme.WebMailer,    true",
    "com.acme.*Mailer,  com.acme.web.Mailer,   false",
    "com.acme.*Mailer,  com.acme.MailerImpl,   false",
    "com.acme..*Mailer, com.acme.WebMailer,    true",
    "com.acme..*Mailer, com.acme.a.b.Mailer,   true",
    "com.acme..*Mailer, com.acmeMailer,        false",
    "com.acme..Mailer,  com.acme.Mailer,       true",
    "com.acme..Mailer,  com.acme.a.Mailer,     true",
    "com.acme..Mailer,  com.acme.aMailer,      false",
    "com.acme..Mailer,  com.acme.a.b.cMailer,  false",
    "com..mail..M*r*,   com.mail.Mailer,       true",
    "com..mail..M*r*,   com.a.mail.b.c.Mr,     true",
    "com..mail..M*r*,   com.a.email.b.Mailer,  false",
    "com.acme.*,        com.acme.Mailer$Inner, true",
    "com.acme.*.*,      com.acme.Mailer,       false",
    "com.acme.*.*,      com.acme.a.Mailer,     true",
    "com.acme..*,       com.acme.a.b.C,        true",
    "com.acme.*$*,      com.acme.A$B,          true"
  })
  void wildcards_mean_what_they_say(String pattern, String name, boolean matches) {
    assertThat(rule(pattern + "#send").matchesType(name)).isEqualTo(matches);
  }

  @Test
  void a_mistake_is_one_line_whatever_is_in_it() {
    assertThat(Rules.parse("com.acme.Mai\u0085ler#se\u001b[2Jnd(\u0000)", "the rules").mistakes())
        .hasSize(1)
        .allSatisfy(mistake -> assertThat(mistake).doesNotContainPattern("[\\p{Cntrl}\\u0085]"));
  }

  @Test
  void a_mistake_in_a_very_long_line_has_a_short_message() {
    String line = many("x", 1_000_000);

    assertThat(Rules.parse(line, "the rules").mistakes().get(0)).hasSizeLessThan(2_000);
    assertThat(Rules.parse("com.acme.Mailer#send " + line + "=1", "the rules").mistakes().get(0))
        .hasSizeLessThan(2_000)
        .contains("allowed: pool=");
  }

  @Test
  void the_report_has_a_line_for_each_thing_that_it_says() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new Printer(new PrintStream(printed, true)).print("com.acme.A\nB#send\u001b[2J is redirected");

    Awaitility.await().until(() -> printed.size() > 0 && printed.toString().endsWith("\n"));
    assertThat(printed.toString().trim())
        .isEqualTo("[offstage] com.acme.A\\nB#send\\u001b[2J is redirected");
  }
}
