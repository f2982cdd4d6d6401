package dev.offstage.servlet.respond.rule;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Set;

/** Rules and paths made of anything: read, or refused with their line; a path never hangs. */
public final class RuleFuzz {
  private RuleFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    String rules = data.consumeString(200);
    String path = data.consumeRemainingAsString();
    try {
      for (RespondRule rule : RuleParser.parse(rules, "fuzz", Set.of("default"), true)) {
        rule.path.matches(path, null);
        rule.path.matches("", path);
      }
    } catch (IllegalArgumentException e) {
      if (!String.valueOf(e.getMessage()).startsWith("fuzz, line ")
          || e.getMessage().indexOf('\n') >= 0) {
        throw new AssertionError(e.getMessage(), e);
      }
    }
  }
}
