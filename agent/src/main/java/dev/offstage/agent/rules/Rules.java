package dev.offstage.agent.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one text, and what is wrong with its other lines. Immutable. */
public final class Rules {
  public static final Rules NONE =
      new Rules(Collections.<Rule>emptyList(), Collections.<RuleException>emptyList());

  private final List<Rule> rules;
  private final List<RuleException> wrongLines;

  private Rules(List<Rule> rules, List<RuleException> wrongLines) {
    this.rules = Collections.unmodifiableList(rules);
    this.wrongLines = Collections.unmodifiableList(wrongLines);
  }

  /**
   * Reads rules, one per line; empty lines, and what follows a {@code #} at the beginning of a line
   * or after a blank, are ignored. A line with a mistake is not a rule, but the others are.
   *
   * @param source where the text comes from, for messages
   */
  public static Rules parse(String text, String source) {
    return parse(text, source, null);
  }

  /**
   * The same where it is known which pools there are: a rule with another one is a mistake.
   *
   * @param pools their names; null if nobody knows
   */
  public static Rules parse(String text, String source, @Nullable Collection<String> pools) {
    List<Rule> excluding = new ArrayList<Rule>();
    List<Rule> redirecting = new ArrayList<Rule>();
    List<RuleException> wrongLines = new ArrayList<RuleException>();
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      try {
        Rule rule = new RuleParser(lines[i], source, i + 1, pools).parse();
        if (rule != null) {
          (rule.excludes() ? excluding : redirecting).add(rule);
        }
      } catch (RuleException e) {
        wrongLines.add(e);
      }
    }
    List<Rule> rules = new ArrayList<Rule>(excluding);
    rules.addAll(redirecting);
    return new Rules(rules, wrongLines);
  }

  /** The rules of several texts, one after the other. */
  public static Rules all(List<Rules> parts) {
    List<Rule> rules = new ArrayList<Rule>();
    List<RuleException> wrongLines = new ArrayList<RuleException>();
    for (Rules part : parts) {
      rules.addAll(part.rules);
      wrongLines.addAll(part.wrongLines);
    }
    return new Rules(rules, wrongLines);
  }

  /**
   * Those that exclude, then the others, each as they follow in the text. The first that means a
   * method decides, so that an exclusion holds wherever it stands.
   */
  public List<Rule> list() {
    return rules;
  }

  /** The lines that are not rules, one for each. */
  public List<RuleException> wrongLines() {
    return wrongLines;
  }

  /** What is wrong, one message for each line that is not a rule. */
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<String>();
    for (RuleException wrong : wrongLines) {
      mistakes.add(String.valueOf(wrong.getMessage()));
    }
    return mistakes;
  }
}
