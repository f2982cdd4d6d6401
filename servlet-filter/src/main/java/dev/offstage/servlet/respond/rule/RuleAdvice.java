package dev.offstage.servlet.respond.rule;

import dev.offstage.internal.text.Log;
import dev.offstage.internal.text.OneLine;
import java.util.ArrayList;
import java.util.List;

/** Says which rules cannot be meant as they are, or have had no effect: they are no mistakes. */
public final class RuleAdvice {
  private static final int MOST_NAMED = 20;

  private final List<RespondRule> rules;
  // Written by any thread without a fence: it matters at the end only.
  private final boolean[] met;

  public RuleAdvice(List<RespondRule> rules) {
    this.rules = new ArrayList<>(rules);
    this.met = new boolean[rules.size()];
  }

  /** All of them for the log; bounded. */
  public String names() {
    List<String> names = new ArrayList<>();
    for (RespondRule rule : rules.subList(0, Math.min(rules.size(), MOST_NAMED))) {
      names.add(name(rule));
    }
    int more = rules.size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String name(RespondRule rule) {
    return "'" + OneLine.shortened(rule.text) + "'";
  }

  /**
   * Warns of what is seen in the rules themselves.
   *
   * @param contextPath that of the webapp
   */
  public void atStart(String contextPath) {
    for (RespondRule rule : rules) {
      if (rule.page && !rule.always) {
        Log.warn(
            "offstage: the rule "
                + name(rule)
                + " of offstage.respond has a page but not 'always': browsers do not ask for an"
                + " early answer, so they never see the page. Add 'always'");
      }
      String path = rule.path.toString();
      if (!contextPath.isEmpty() && path.startsWith(contextPath + "/")) {
        Log.warn(
            "offstage: the rule "
                + name(rule)
                + " of offstage.respond begins with the context path, which is not a part of the"
                + " path that rules see: write "
                + path.substring(contextPath.length())
                + " unless the webapp has that folder once more");
      }
    }
  }

  /** A request has come that this rule is for. */
  public void met(int rule) {
    met[rule] = true;
  }

  /** Names those that have met no request since the start. */
  public void atStop() {
    for (int i = 0; i < met.length; i++) {
      if (!met[i]) {
        Log.info(
            "offstage: the rule "
                + name(rules.get(i))
                + " of offstage.respond has met no request: compare its methods and its path,"
                + " without the context path, with what clients send");
      }
    }
  }
}
