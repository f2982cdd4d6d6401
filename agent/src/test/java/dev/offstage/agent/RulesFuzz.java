package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.Rules;
import java.util.Arrays;
import java.util.List;

/** Each line is a rule or a mistake with its place; a rule matches or not, whatever the names. */
public final class RulesFuzz {
  private static final String[] PIECES = {
    "com.acme.",
    "Mailer",
    "#",
    "send",
    "*",
    "..",
    "a*",
    "*a",
    "+",
    "(",
    ")",
    ", ",
    "int",
    "byte[]",
    "String...",
    "java.net.URL",
    " ",
    "\t",
    "public ",
    "!static ",
    "pool=mail",
    "start=now",
    "returns=",
    "\"",
    "\\",
    "\\\"",
    "99999999999999999999",
    "-1",
    "true",
    "null",
    "\n",
    "\r",
    "\u0085",
    "\u0000",
    "\u001b",
    "\ufeff",
    "synchronized=yes",
    "interrupt=no",
    "from=",
    "from=com.acme..*,a.B",
    "!com.acme.*#*",
    "pool=",
    "retries=3 ",
    "backoff=",
    "\"1s x2 <=1m +-50%\"",
    "retryOn=",
    "noRetryOn=java.io.IOException,a.B",
    "timeout=",
    "grace=",
    "expires=",
    "delay=",
    "30s",
    "key=",
    "orderBy=",
    "{0}",
    "{999}",
    "whenKnown=join ",
    "priority=low ",
    "limit=smtp,",
    "durable=yes ",
    "answer=any ",
    "start=after-response ",
    "=",
    "$",
    "\u0130",
    "\ud83d"
  };
  private static final String[] TYPES = {"int", "long", "char", "java.lang.String", "void", ""};

  private RulesFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    String text = text(data);
    Rules rules = Rules.parse(text, "the rules");

    assertThat(rules.list().size() + rules.mistakes().size())
        .isLessThanOrEqualTo(text.split("\r\n|\r|\n", -1).length);
    for (String mistake : rules.mistakes()) {
      assertThat(mistake)
          .matches("the rules, line \\d+, column \\d+: [^\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+")
          .hasSizeLessThan(10_000);
    }
    for (Rule rule : rules.list()) {
      match(rule, data);
    }
  }

  private static String text(FuzzedDataProvider data) {
    StringBuilder text = new StringBuilder();
    int pieces = data.consumeInt(0, 40);
    for (int i = 0; i < pieces; i++) {
      text.append(data.consumeInt(0, 9) == 0 ? data.consumeString(20) : data.pickValue(PIECES));
    }
    return text.toString();
  }

  private static void match(Rule rule, FuzzedDataProvider data) {
    String type = name(data);
    String method = name(data);
    List<String> types = Arrays.asList(data.pickValue(TYPES), name(data));
    rule.matchesType(type);
    rule.matchesMethod(data.consumeShort(), method, types);
    rule.matchesMethod(0, method, types.subList(0, data.consumeInt(0, 2)));
    String exact = rule.exactType();
    assertThat(exact == null || rule.matchesType(exact)).isTrue();
    assertThat(rule.toString()).contains("the rules, line ");
    if (rule.excludes()) {
      return;
    }
    rule.redirection().isFromAnyOf(types);
    assertThat(rule.redirection().neededArguments()).allMatch(index -> index < 1000);
    assertThat(rule.redirection().ofTask().values()).noneMatch(String::isEmpty);
    if (rule.redirection().returns() != null) {
      try {
        rule.redirection().returns().as(data.pickValue(TYPES), data.consumeBoolean());
      } catch (IllegalArgumentException e) {
        assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(e.getMessage()).contains("as returns= says");
      }
    }
  }

  /** As no compiler writes them, and as a JVM takes them: long, and with anything inside. */
  private static String name(FuzzedDataProvider data) {
    StringBuilder name = new StringBuilder(data.consumeString(30));
    for (int i = data.consumeInt(0, 300); i > 0; i--) {
      name.append(data.consumeBoolean() ? 'a' : data.consumeBoolean() ? '.' : '\n');
    }
    return data.consumeBoolean() ? "com.acme." + name : name.toString();
  }
}
